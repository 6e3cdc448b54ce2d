package io.hostshift.report;

import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.tune.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Who shows facts, in a form of its own. Each fact comes with its name, a label and words for
 * people.
 *
 * @param <E> what showing them may throw
 */
public interface Facts<E extends Exception> {
  void number(String name, String label, String words, long value) throws E;

  void text(String name, String label, String words, String value) throws E;

  void flag(String name, String label, String words, boolean value) throws E;

  void moment(String name, String label, String words, long epochMillis) throws E;

  /**
   * One that may be still to come.
   *
   * @param epochMillis 0 where it is
   */
  void laterMoment(String name, String label, String words, long epochMillis) throws E;

  void texts(String name, String label, String words, List<String> values) throws E;

  /** What names the VM. */
  void vm(String name, String label, String words, HostProfile profile) throws E;

  /** The identifiers of a host, by name. */
  void host(String name, String label, String words, Map<String, String> identifiers) throws E;

  void changes(String name, String label, String words, List<Change> changes) throws E;

  void settings(String name, String label, String words, List<Outcome> outcomes) throws E;
}
