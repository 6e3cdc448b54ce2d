package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.tools.javac.Main Program.java",
        "jdk.compiler/com.sun.tools.javac.Main Program.java",
        "jdk.jcmd/sun.tools.jcmd.JCmd 1 VM.flags",
        "jdk.jcmd/sun.tools.jps.Jps",
        "jdk.jcmd/sun.tools.jstack.JStack 1",
        "jdk.jcmd/sun.tools.jmap.JMap -histo 1",
        "jdk.jcmd/sun.tools.jinfo.JInfo 1",
        "jdk.jcmd/sun.tools.jstat.Jstat -gc 1",
        "sun.security.tools.keytool.Main -list",
        "java.base/sun.security.tools.keytool.Main -list",
        "jdk.jartool/sun.tools.jar.Main tf app.jar",
        "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
        "jdk.jshell.execution.RemoteExecutionControl 4711",
        "jdk.jlink/jdk.tools.jlink.internal.Main",
        "jdk.jpackage/jdk.jpackage.main.Main",
        "jdk.jfr/jdk.jfr.internal.tool.Main print a.jfr",
        "jdk.javadoc/jdk.javadoc.internal.tool.Main",
        "kafka.admin.TopicCommand --list",
        "org.apache.kafka.tools.TopicCommand --list",
        "org.apache.cassandra.tools.NodeTool status",
        "org.apache.zookeeper.ZooKeeperMain -server localhost",
        "org.apache.catalina.startup.Bootstrap stop",
        "org.apache.catalina.startup.Bootstrap -config conf/server.xml stop",
        "org.apache.catalina.startup.Bootstrap configtest",
        "java.rmi/sun.rmi.registry.RegistryImpl",
      })
  void shouldLeaveToolsAlone(String command) {
    assertThat(JdkTool.isTool(command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.example.Main com.sun.tools.javac.Main",
        "/opt/service/service.jar --port 80",
        "sun.tools.jar",
        "com.example.app/com.example.app.Main",
        "org.apache.catalina.startup.Bootstrap start",
        "org.apache.catalina.startup.Bootstrap -config nonstop start",
        "kafka.Kafka config/server.properties",
        "org.apache.kafka.connect.cli.ConnectDistributed worker.properties",
        "org.apache.zookeeper.server.quorum.QuorumPeerMain zoo.cfg",
        "org.apache.cassandra.service.CassandraDaemon",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Program.java",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Program.java",
        "",
      })
  void shouldTakeEverythingElseForAnApplication(String command) {
    assertThat(JdkTool.isTool(command)).isFalse();
  }

  @Test
  void shouldTakeAJvmWithoutALauncherForAnApplication() {
    assertThat(JdkTool.isTool(null)).isFalse();
  }
}
