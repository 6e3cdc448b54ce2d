package io.hostshift.tune.measurement;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/**
 * A running JFR recording: what is recorded from now on goes to a chunk of its own, so that its
 * head, with the time and what describes the machine, belongs to this host. None is started.
 *
 * <p>The chunk is rotated by taking a snapshot, the one public call of JFR that does so without
 * touching anybody's recording. How JFR turns ticks of the processor into time was measured when
 * the JVM started, and nothing changes it.
 *
 * <p>JFR is called by its names: on 8 not every JDK has it.
 */
public final class RecordingChunk implements Repair {
  public static final String NAME = "jfr";
  private static final String KEEPS_TICKS =
      ", its ticks are still converted as measured at the start";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String apply() throws IOException {
    try {
      Class<?> type = Class.forName("jdk.jfr.FlightRecorder", false, null);
      if (!(Boolean) type.getMethod("isInitialized").invoke(null)) {
        return "";
      }
      Object recorder = type.getMethod("getFlightRecorder").invoke(null);
      int running = running((List<?>) type.getMethod("getRecordings").invoke(recorder));
      if (running == 0) {
        return "";
      }
      ((Closeable) type.getMethod("takeSnapshot").invoke(recorder)).close();
      return "JFR has begun a new chunk" + KEEPS_TICKS;
    } catch (ClassNotFoundException e) {
      return ""; // This JDK, or this image of it, has no JFR.
    } catch (InvocationTargetException e) {
      throw new IOException("JFR has begun no new chunk: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IOException("JFR has begun no new chunk: " + e, e);
    }
  }

  private static int running(List<?> recordings) throws ReflectiveOperationException, IOException {
    int running = 0;
    for (Object recording : recordings) {
      Class<?> type = recording.getClass();
      if (type.getMethod("getState").invoke(recording).toString().equals("RUNNING")) {
        running++;
        Map<?, ?> settings = (Map<?, ?>) type.getMethod("getSettings").invoke(recording);
        // A snapshot would then walk the whole heap while everything stands still.
        Object cutoff = settings.get("jdk.OldObjectSample#cutoff");
        if (cutoff != null && !cutoff.toString().startsWith("0")) {
          throw new IOException(
              "JFR has begun no new chunk: a recording looks for paths to the heap's roots");
        }
      }
    }
    return running;
  }
}
