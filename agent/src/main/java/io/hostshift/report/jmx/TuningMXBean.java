package io.hostshift.report.jmx;

import java.util.Map;

/** {@code io.hostshift:type=Tuning}: what is retuned. */
@Description("The settings that are retuned, where they stand and why")
public interface TuningMXBean {
  @Description("Each setting at the start, now, its target and its limits")
  SettingView[] getSettings();

  @Description("The same, by name: for monitoring, which reads tables by a key")
  Map<String, SettingView> getSettingsByName();

  @Description("What this JVM takes of the memory and may take, against what there is now")
  MemoryView getMemory();

  @Description("The application's thread pools, with the rule that explains each size")
  PoolView[] getPools();

  @Description(
      "What may keep an earlier number of processors, which neither flag nor hook can reach")
  String[] getUnreached();

  @Description("retune, or observe to report and change nothing; may be set to either")
  String getMode();

  void setMode(String mode);

  @Description("Retunes now for the present host")
  void retune();

  @Description(
      "Collects and gives memory back, until the process takes no more than this, or as much as"
          + " can be; says what it was before and after")
  String release(
      @Description(
              name = "bytes",
              value = "that the process is to take at most; 0 for as little as can be")
          long bytes);

  @Description("Puts every setting back to what it was at the start")
  void restore();
}
