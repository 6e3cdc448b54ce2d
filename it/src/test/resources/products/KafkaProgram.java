import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker that is its own controller, and a client that writes to it and reads from it. */
public class KafkaProgram {
  public static void main(String[] args) throws Exception {
    String broker = "127.0.0.1:" + args[2];
    String controller = "127.0.0.1:" + args[3];
    Path properties = Path.of(args[1], "server.properties");
    Files.writeString(
        properties,
        String.join(
            "\n",
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.bootstrap.servers=" + controller,
            "listeners=PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + Path.of(args[1], "logs"),
            "offsets.topic.replication.factor=1",
            "num.partitions=1"));
    String id = Uuid.randomUuid().toString();
    String[] format = {"format", "--standalone", "-t", id, "-c", properties.toString()};
    if (kafka.tools.StorageTool.execute(format, System.out) != 0) {
      throw new IllegalStateException("its storage cannot be formatted");
    }
    new Thread(() -> kafka.Kafka.main(new String[] {properties.toString()}), "kafka").start();
    StringSerializer written = new StringSerializer();
    StringDeserializer read = new StringDeserializer();
    Map<String, Object> client = Map.of("bootstrap.servers", broker);
    KafkaProducer<String, String> producer = new KafkaProducer<>(client, written, written);
    KafkaConsumer<String, String> consumer = new KafkaConsumer<>(client, read, read);
    TopicPartition topic = new TopicPartition("numbers", 0);
    producer.send(new ProducerRecord<>("numbers", "first")).get();
    consumer.assign(List.of(topic));
    Front.serve(
        Integer.parseInt(args[0]),
        () -> {
          long at = producer.send(new ProducerRecord<>("numbers", "value")).get().offset();
          consumer.seek(topic, at);
          ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(30));
          return records.records(topic).get(0).value() + at;
        });
  }
}
