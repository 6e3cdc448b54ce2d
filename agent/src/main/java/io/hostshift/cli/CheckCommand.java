package io.hostshift.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.config.FileCheck;
import io.hostshift.config.FileProblem;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: whether the agent takes a file as it is. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Says whether the agent takes a configuration or rules file, and if not, why.",
    footer = {
      "",
      "Exit code: 0 it takes all of it, 1 it does not, 2 wrong usage.",
      "",
      "Example: java -jar hostshift.jar check rules.json"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "A configuration (config=) or rules (rules=).")
  private File file;

  @Override
  public Integer call() throws IOException {
    FileCheck check = FileCheck.of(file);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      printJson(check, out);
    } else {
      print(check, out);
    }
    out.flush();
    return check.problems().isEmpty() ? 0 : 1;
  }

  private void print(FileCheck check, PrintWriter out) {
    for (FileProblem problem : check.problems()) {
      out.println(Printable.of(problem.toString()));
    }
    for (FileProblem remark : check.remarks()) {
      out.println(Printable.of(remark.toString()));
    }
    if (check.problems().isEmpty()) {
      out.println(Printable.of(file + ": the agent takes this " + kind(check)));
    }
  }

  private static String kind(FileCheck check) {
    return check.isRules() ? "rules file" : "configuration";
  }

  private void printJson(FileCheck check, PrintWriter out) throws IOException {
    try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
      generator.useDefaultPrettyPrinter();
      generator.writeStartObject();
      generator.writeStringField("file", file.toString());
      generator.writeStringField("kind", check.isRules() ? "rules" : "configuration");
      generator.writeBooleanField("accepted", check.problems().isEmpty());
      write(generator, "problems", check.problems());
      write(generator, "remarks", check.remarks());
      generator.writeEndObject();
      generator.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator generator, String name, List<FileProblem> problems)
      throws IOException {
    generator.writeArrayFieldStart(name);
    for (FileProblem problem : problems) {
      generator.writeStartObject();
      generator.writeStringField("file", problem.file().toString());
      if (problem.line() > 0) {
        generator.writeNumberField("line", problem.line());
      }
      generator.writeStringField("reason", problem.reason());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }
}
