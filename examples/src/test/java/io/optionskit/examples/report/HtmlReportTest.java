/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restoreLocaleAndZone() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @Test
  void equalRunsGiveEqualBytesInAnotherLocaleAndZone() {
    String here = page(SampleRun.section());

    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
    String there = page(SampleRun.section());

    assertThat(there).isEqualTo(here);
  }

  @Test
  void changedDataChangeTheFigures() {
    assertThat(page(SampleRun.section(6))).isNotEqualTo(page(SampleRun.section(5)));
  }

  @Test
  void carriesWhatIdentifiesTheRun() {
    RunSection run = SampleRun.section();

    assertThat(page(run))
        .contains(run.result().runId())
        .contains(run.result().dataHash())
        .contains("c".repeat(64))
        .contains(run.result().libraryVersion())
        .contains("SIMULATED MARKET")
        .contains("2026-01-05 09:30 to 2026-01-20 16:00 New York");
  }

  @Test
  void saysThatFewTradesProveNothing() {
    assertThat(page(SampleRun.section())).contains("Insufficient sample");
  }

  @Test
  void showsRefusedOrdersWithTheirReasonEscaped() {
    assertThat(page(SampleRun.section()))
        .contains("RISK_REJECTED × 1")
        .contains("no trading on &lt;Thursday&gt; &amp; after");
  }

  @Test
  void loadsNothingAndRunsNothing() {
    assertThat(page(SampleRun.section()))
        .doesNotContain("<script")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("@import")
        .doesNotContain("url(");
  }

  private static String page(RunSection run) {
    return HtmlReport.of(
        "Backtest",
        List.of("A run over made-up prices."),
        List.of(),
        List.of(run),
        List.of("None is real."));
  }
}
