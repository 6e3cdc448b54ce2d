package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IntSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the README says of G1 that was retuned is what the page of the runs says. */
class PayoffPageTest {
  private static final int[] VERSIONS = {17, 21, 25};

  /** On which it is as a fresh JVM without the agent. */
  private static final int[] ALIKE = {21, 25};

  private static final String OF_ONE_WITH_THE_AGENT = "retuned, of the fresh JVM with the agent";

  private static final int MEDIAN = 95;

  /** Within ten per cent of the fresh JVM, in 95 of 100 cases. */
  private static final int LEAST = 90;

  /** Of what a fresh JVM does with the same processor time, in per cent. */
  private record Share(int median, int lower) {}

  private static Share share(int version, String variant) {
    Matcher row =
        Pattern.compile(
                "(?m)^\\| JDK "
                    + version
                    + " G1 \\| "
                    + variant
                    + " \\| \\d+ \\| [^|]+ \\| (\\d+) % \\((\\d+) to \\d+\\) \\|")
            .matcher(Page.named("docs/results/payoff.md").text());
    assertThat(row.find()).as("a row of " + variant + " on " + version).isTrue();
    return new Share(Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)));
  }

  private static String readme() {
    return Page.named("README.md").text().replaceAll("\\s+", " ");
  }

  @Test
  void shouldSayWhatG1DoesThatWasRetuned() {
    assertThat(readme())
        .contains(
            String.format(
                "%d %% of it on 17 (%d %% of one that has the agent too), %d %% on 21 and %d %% on 25",
                share(17, "retuned").median,
                share(17, OF_ONE_WITH_THE_AGENT).median,
                share(21, "retuned").median,
                share(25, "retuned").median));
  }

  @Test
  void shouldSayWhatItDoesOtherwise() {
    IntSummaryStatistics shares =
        IntStream.of(VERSIONS)
            .map(version -> share(version, "not retuned").median)
            .summaryStatistics();

    assertThat(readme())
        .contains(shares.getMin() + " to " + shares.getMax() + " % where it is not retuned");
  }

  @Test
  void shouldHaveMeasuredWhatIsPromised() {
    for (int version : ALIKE) {
      assertAlike(share(version, "retuned"));
    }
    assertAlike(share(17, OF_ONE_WITH_THE_AGENT));
  }

  private static void assertAlike(Share share) {
    assertThat(share.median).isGreaterThanOrEqualTo(MEDIAN);
    assertThat(share.lower).isGreaterThan(LEAST);
  }
}
