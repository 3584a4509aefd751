/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.market.CalendarEvent;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.CorporateAction.Dividend;
import io.optionskit.market.CorporateAction.Split;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.EventSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanyFilesTest {

  private static final LocalDate FIRST = LocalDate.of(1998, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2030, 1, 1);
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void actionsAreKnownFromTheEndOfTheDayOfTheirAnnouncementOrFromTheirExDate() throws IOException {
    CorporateActionSource source =
        CompanyFiles.actions(
            List.of(
                file(
                    "symbol,ex_date,amount,announced_on",
                    "KO,2024-06-14,0.485,2024-05-01",
                    "KO,2024-03-14,0.485,"),
                file("symbol,effective_date,new_shares_per_old", "KO,2012-08-13,2")));

    assertThat(source.actions("KO", FIRST, LAST, NOW))
        .containsExactly(
            new Split(
                "KO",
                LocalDate.of(2012, 8, 13),
                new BigDecimal("2"),
                BigDecimal.ONE,
                Instant.parse("2012-08-13T04:00:00Z")),
            new Dividend(
                "KO",
                LocalDate.of(2024, 3, 14),
                new BigDecimal("0.485"),
                "USD",
                Instant.parse("2024-03-14T04:00:00Z")),
            new Dividend(
                "KO",
                LocalDate.of(2024, 6, 14),
                new BigDecimal("0.485"),
                "USD",
                Instant.parse("2024-05-02T04:00:00Z")));
    assertThat(source.actions("KO", FIRST, LAST, Instant.parse("2024-05-02T03:59:59Z"))).hasSize(2);
    assertThat(source.actions("KO", FIRST, LAST, Instant.parse("2024-05-02T04:00:00Z"))).hasSize(3);
    assertThat(source.actions("PEP", FIRST, LAST, NOW)).isEmpty();
  }

  @Test
  void earningsAreKnownAsEarlyAsSaid() throws IOException {
    EventSource source =
        CompanyFiles.earnings(
            file(
                "symbol,earnings_date,timing,announced_on",
                "AAPL,2025-01-30,AFTER_CLOSE,2025-01-08",
                "AAPL,2024-10-31,,"),
            14);

    List<CalendarEvent> all = source.events(FIRST, LAST, NOW);

    assertThat(all).extracting(CalendarEvent::date).isSorted().hasSize(2);
    assertThat(all)
        .extracting(CalendarEvent::knownAt)
        .containsExactly(
            Instant.parse("2024-10-17T04:00:00Z"), Instant.parse("2025-01-09T05:00:00Z"));
    assertThat(all)
        .extracting(CalendarEvent::timing)
        .containsExactly(CalendarEvent.Timing.UNSTATED, CalendarEvent.Timing.AFTER_CLOSE);
    assertThat(source.events(FIRST, LAST, Instant.parse("2024-10-17T03:59:59Z"))).isEmpty();
  }

  @Test
  void aRowThatIsWrongIsNamed() throws IOException {
    assertWrong("line 2: amount is missing", "symbol,ex_date,amount", "KO,2024-06-14,");
    assertWrong("'2024-06-31'", "symbol,ex_date,amount", "KO,2024-06-31,1");
    assertWrong("must be above 0: -1", "symbol,ex_date,amount", "KO,2024-06-14,-1");
    assertWrong("effective_date is missing", "symbol,amount", "KO,1");
    assertThatThrownBy(() -> CompanyFiles.earnings(folder, -1)).hasMessageContaining("-1");
  }

  private void assertWrong(String message, String... lines) throws IOException {
    Path file = file(lines);
    assertThatThrownBy(() -> CompanyFiles.actions(List.of(file)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining(message);
  }

  @Test
  void factorsOfLeanAreDividendsAndSplits() throws IOException {
    Path factors = Files.createDirectories(folder.resolve("equity/usa/factor_files"));
    Files.createDirectories(folder.resolve("equity/usa/minute/xyz"));
    Files.copy(
        zip(), folder.resolve("equity/usa/minute/xyz/20240105_trade.zip")); // to be a Lean folder
    Files.writeString(
        factors.resolve("xyz.csv"),
        """
        20200102,0.49,0.1428571,1
        20240607,0.49,0.1428571,1209
        20240612,0.98,1,125
        20501231,1,1,0
        """);

    List<CorporateAction> actions =
        LeanFolder.open(folder).actions().actions("XYZ", FIRST, LAST, NOW);

    assertThat(actions.get(0))
        .isEqualTo(
            new Dividend(
                "XYZ",
                LocalDate.of(2024, 6, 10),
                new BigDecimal("604.5000"),
                "USD",
                Instant.parse("2024-06-10T04:00:00Z")));
    assertThat(actions.get(1))
        .isEqualTo(
            new Split(
                "XYZ",
                LocalDate.of(2024, 6, 10),
                BigDecimal.valueOf(7),
                BigDecimal.ONE,
                Instant.parse("2024-06-10T04:00:00Z")));
    assertThat(actions.get(2).exDate()).isEqualTo("2024-06-13");
    assertThat(((Dividend) actions.get(2)).amount()).isEqualByComparingTo("2.5");
    assertThat(actions).hasSize(3);
  }

  /** Amounts and ratios that somebody else took out of the same factors. */
  @Test
  void factorsOfTimeWarnerGiveWhatOthersFound(@SharedData("data") Path data) {
    CorporateActionSource theirs =
        CompanyFiles.actions(
            List.of(
                data.resolve("corporate/dividends_lean.csv"),
                data.resolve("corporate/splits_lean.csv")));

    List<CorporateAction> own =
        LeanFolder.open(data.resolve("lean-raw")).actions().actions("TWX", FIRST, LAST, NOW);

    List<CorporateAction> expected = theirs.actions("TWX", FIRST, LAST, NOW);
    assertThat(own).hasSameSizeAs(expected).hasSize(63);
    for (CorporateAction each : expected) {
      CorporateAction found =
          own.stream()
              .filter(
                  action ->
                      action.exDate().equals(each.exDate()) && action.getClass() == each.getClass())
              .findFirst()
              .orElseThrow(() -> new AssertionError(each + " not in " + own));
      if (each instanceof Dividend dividend) {
        assertThat(((Dividend) found).amount().doubleValue())
            .as("%s", each)
            .isEqualTo(dividend.amount().doubleValue(), within(1e-3));
      } else if (each instanceof Split split) {
        assertThat(((Split) found).ratio()).isEqualTo(split.ratio(), within(5e-4));
      }
    }
  }

  private Path file(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "table", ".csv");
    return Files.write(file, List.of(lines));
  }

  private Path zip() throws IOException {
    Path file = folder.resolve("empty.zip");
    new java.util.zip.ZipOutputStream(Files.newOutputStream(file)).close();
    return file;
  }
}
