package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.Log;
import io.hostshift.config.Key;
import io.hostshift.report.Control;
import io.hostshift.report.Report;
import io.hostshift.tune.setting.Status;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Answers what the command line asks, into the file that it has made for it. */
public final class Answers {
  private final StatusFacts facts;
  private final Followers followers;
  private final HookCalls hookCalls;
  private final Releases releases;
  private final Log log;

  public Answers(StatusFacts facts, Followers followers, HookCalls hookCalls, Log log) {
    this.facts = facts;
    this.followers = followers;
    this.hookCalls = hookCalls;
    this.releases = new Releases(facts.control(), log);
    this.log = log;
  }

  /** Carries out a request; on any thread but the agent's own. */
  public void to(Request request) {
    try {
      AnswerFile answer = AnswerFile.open(request.answer());
      try {
        answer(request, answer);
      } catch (IllegalStateException e) {
        answer.error(e.getMessage());
      }
    } catch (IOException | RuntimeException e) {
      log.warn("could not answer the command " + request.command() + ": " + e);
    }
  }

  /** Says that it cannot be done now, and why. */
  public static void refuse(Request request, String reason, Log log) {
    try {
      AnswerFile.open(request.answer()).error(reason);
    } catch (IOException e) {
      log.warn("could not answer the command " + request.command() + ": " + e);
    }
  }

  /** Says what is left of an agent that has ended. */
  public static void detached(Request request, Remains remains, Log log) {
    try {
      AnswerFile answer = AnswerFile.open(request.answer());
      answer.data(remains.line());
      answer.end();
    } catch (IOException e) {
      log.warn("could not answer the command " + request.command() + ": " + e);
    }
  }

  private void answer(Request request, AnswerFile answer) throws IOException {
    switch (request.command()) {
      case "attach":
      case "status":
        answer.data(StatusJson.line(facts));
        answer.end();
        break;
      case "migrations":
        if (request.argument().equals("now")) {
          // Whoever asks whether there was one until now wants this moment looked at as well.
          facts.control().poll();
        }
        migrations(request.argument().equals("follow"), answer);
        break;
      case "retune":
        List<Status> before = facts.control().settings();
        if (request.argument().equals("clear-mark")) {
          facts.control().clearMark();
        }
        facts.control().retune();
        answer.data(settings(before, facts.control().settings()));
        answer.end();
        break;
      case "pools":
        answer.data(PoolsJson.line(facts.configuration().text(Key.POOLS), facts.control().pools()));
        answer.end();
        break;
      case "release":
        releases.take(request.argument(), answer);
        break;
      case "simulate":
        answer.data(simulated(facts.control()));
        answer.end();
        break;
      case "drmgr":
        hookCalls.take(request.argument(), answer);
        break;
      default:
        answer.error("there is no command " + request.command() + " in version " + facts.version());
    }
  }

  private void migrations(boolean follow, AnswerFile answer) throws IOException {
    List<Report> reports = facts.events().reports();
    if (follow) {
      followers.add(answer, reports);
      return;
    }
    for (Report report : reports) {
      answer.data(Followers.line(report));
    }
    answer.end();
  }

  private String simulated(Control control) {
    Report report = facts.events().find(control.simulate());
    if (report == null) {
      throw new IllegalStateException("did not play a move; its standard error says why");
    }
    return Followers.line(report);
  }

  private static String settings(List<Status> before, List<Status> after) throws IOException {
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      StatusJson.settings("before", before, json);
      StatusJson.settings("settings", after, json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
