import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/** A node that is alone, with its transport and HTTP over Netty; it writes and searches. */
public class OpenSearchProgram {
  static class Alone extends Node {
    Alone(Settings settings, List<Class<? extends Plugin>> plugins) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "n"),
          plugins,
          false);
    }
  }

  public static void main(String[] args) throws Exception {
    Settings settings =
        Settings.builder()
            .put("path.home", Path.of(args[1], "opensearch").toString())
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("transport.port", args[2])
            .put("http.port", args[3])
            .put("network.host", "127.0.0.1")
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    Node node = new Alone(settings, List.of(Netty4Plugin.class));
    node.start();
    Front.serve(
        Integer.parseInt(args[0]),
        () -> {
          node.client().index(new IndexRequest("t").id("1").source("v", "value")).get();
          return node.client().search(new SearchRequest("t")).get().status();
        });
  }
}
