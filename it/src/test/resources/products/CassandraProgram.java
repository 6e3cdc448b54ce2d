import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.service.CassandraDaemon;
import org.apache.cassandra.transport.SimpleClient;

/** A node that is alone, and a client that writes to it and reads from it. */
public class CassandraProgram {
  public static void main(String[] args) throws Exception {
    Files.writeString(
        Path.of(args[1], "cassandra.yaml"),
        String.join(
            "\n",
            "cluster_name: 'Test Cluster'",
            "partitioner: org.apache.cassandra.dht.Murmur3Partitioner",
            "commitlog_sync: periodic",
            "commitlog_sync_period: 10s",
            "endpoint_snitch: SimpleSnitch",
            "listen_address: 127.0.0.1",
            "rpc_address: 127.0.0.1",
            "storage_port: " + args[2],
            "native_transport_port: " + args[3],
            "seed_provider:",
            "  - class_name: org.apache.cassandra.locator.SimpleSeedProvider",
            "    parameters:",
            "      - seeds: \"127.0.0.1:" + args[2] + "\"",
            ""));
    CassandraDaemon.main(new String[0]);
    SimpleClient client = new SimpleClient("127.0.0.1", Integer.parseInt(args[3]));
    client.connect(false);
    client.execute(
        "CREATE KEYSPACE IF NOT EXISTS k WITH replication ="
            + " {'class': 'SimpleStrategy', 'replication_factor': 1}",
        ConsistencyLevel.ONE);
    client.execute("CREATE TABLE k.t (id int PRIMARY KEY, v text)", ConsistencyLevel.ONE);
    Front.serve(
        Integer.parseInt(args[0]),
        () -> {
          client.execute("INSERT INTO k.t (id, v) VALUES (1, 'value')", ConsistencyLevel.ONE);
          return client.execute("SELECT v FROM k.t WHERE id = 1", ConsistencyLevel.ONE);
        });
  }
}
