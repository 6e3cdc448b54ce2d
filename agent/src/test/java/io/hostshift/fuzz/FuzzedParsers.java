package io.hostshift.fuzz;

import io.hostshift.answer.AnswerParsers;
import io.hostshift.attach.AttachParsers;
import io.hostshift.boot.BootParsers;
import io.hostshift.capture.CaptureParsers;
import io.hostshift.cli.CliParsers;
import io.hostshift.config.ConfigParsers;
import io.hostshift.hotspot.HotspotParsers;
import io.hostshift.instrument.pool.PoolParsers;
import io.hostshift.notice.NoticeParsers;
import io.hostshift.source.SourceParsers;
import io.hostshift.source.metadata.MetadataParsers;
import io.hostshift.source.process.ProcessParsers;
import io.hostshift.tune.rules.RulesParsers;
import io.hostshift.watch.WatchParsers;
import java.util.List;
import java.util.stream.Stream;

/** Every parser of what is read from outside, each in the list of its package. */
public final class FuzzedParsers {
  private FuzzedParsers() {}

  public static List<Fuzzed> all() {
    return Stream.of(
            SourceParsers.all(),
            MetadataParsers.all(),
            ProcessParsers.all(),
            NoticeParsers.all(),
            HotspotParsers.all(),
            AnswerParsers.all(),
            CaptureParsers.all(),
            ConfigParsers.all(),
            AttachParsers.all(),
            CliParsers.all(),
            PoolParsers.all(),
            RulesParsers.all(),
            WatchParsers.all(),
            BootParsers.all())
        .flatMap(List::stream)
        .toList();
  }

  public static Fuzzed named(String name) {
    return all().stream()
        .filter(parser -> parser.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no parser " + name));
  }
}
