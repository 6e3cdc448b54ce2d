import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** A member that is alone, its map and its executor. */
public class HazelcastProgram {
  static class Twice implements Callable<Integer>, Serializable {
    private final int number;

    Twice(int number) {
      this.number = number;
    }

    @Override
    public Integer call() {
      return 2 * number;
    }
  }

  public static void main(String[] args) throws Exception {
    Config config = new Config();
    config.setInstanceName("member");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.health.monitoring.level", "OFF"); // Of a busy machine.
    config.getNetworkConfig().setPort(Integer.parseInt(args[2]));
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    IMap<Integer, Integer> map = member.getMap("numbers");
    AtomicInteger asked = new AtomicInteger();
    Front.serve(
        Integer.parseInt(args[0]),
        () -> {
          int number = asked.incrementAndGet();
          map.put(number % 1000, member.getExecutorService("twice").submit(new Twice(number)).get());
          return map.get(number % 1000);
        });
  }
}
