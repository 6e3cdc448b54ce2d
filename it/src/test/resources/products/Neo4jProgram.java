import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Transaction;

/** A database with its port for Bolt open, and statements of Cypher. */
public class Neo4jProgram {
  public static void main(String[] args) throws Exception {
    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(Path.of(args[1], "neo4j"))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(
                BoltConnector.listen_address,
                new SocketAddress("127.0.0.1", Integer.parseInt(args[2])))
            .build();
    GraphDatabaseService database = service.database("neo4j");
    Front.serve(
        Integer.parseInt(args[0]),
        () -> {
          try (Transaction transaction = database.beginTx()) {
            Map<String, Object> row =
                transaction.execute("MERGE (n:N {id: 1}) RETURN count(n) AS c").next();
            transaction.commit();
            return row;
          }
        });
  }
}
