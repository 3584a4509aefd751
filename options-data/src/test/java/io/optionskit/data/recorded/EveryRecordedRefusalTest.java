/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.databento.DatabentoHistory;
import io.optionskit.data.databento.DbnReader;
import io.optionskit.data.databento.DbnSchema;
import io.optionskit.data.databento.RangeRequest;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.testkit.SharedData;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every recorded refusal gives the reason that the provider's status or words stand for. */
class EveryRecordedRefusalTest {

  private static final Instant NOW = Instant.parse(RecordedBody.NOW);
  private static final LocalDate FIRST = LocalDate.of(2022, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2022, 6, 30);

  @Test
  void ofThetaDataByItsOwnStatuses(@SharedData("fixtures") Path fixtures) {
    Map<Integer, Reason> reasons =
        Map.ofEntries(
            Map.entry(404, Reason.UNSUPPORTED),
            Map.entry(429, Reason.RATE_LIMITED),
            Map.entry(470, Reason.UNAVAILABLE),
            Map.entry(471, Reason.NOT_ENTITLED),
            Map.entry(473, Reason.BAD_REQUEST),
            Map.entry(474, Reason.UNAVAILABLE),
            Map.entry(475, Reason.BAD_DATA),
            Map.entry(476, Reason.BAD_REQUEST),
            Map.entry(477, Reason.BAD_DATA),
            Map.entry(478, Reason.UNAVAILABLE),
            Map.entry(570, Reason.TOO_EXPENSIVE),
            Map.entry(571, Reason.UNAVAILABLE),
            Map.entry(572, Reason.UNAVAILABLE));
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.THETADATA_REFUSAL)) {
      Function<ThetaMarket, ChainAnswer> question = market -> market.answer("AAPL", LAST);
      Optional<Reason> expected = Optional.ofNullable(reasons.get(body.status()));

      assertThat(body.refusal(ThetaMarket::of, question)).as(body.name()).isEqualTo(expected);
      if (body.status() == 472) {
        assertThat(body.ask(ThetaMarket::of, question).chain().size()).isZero();
      } else {
        assertThat(expected).as("a status of ThetaData that is not known").isPresent();
      }
    }
  }

  @Test
  void ofOthersByTheStatusesOfHttp(@SharedData("fixtures") Path fixtures) {
    walk(fixtures, BodyKind.ALPACA_REFUSAL, AlpacaMarket::of, market -> market.answer("AAPL"));
    walk(fixtures, BodyKind.POLYGON_REFUSAL, PolygonMarket::of, market -> market.answer("AAPL"));
    walk(
        fixtures,
        BodyKind.DATABENTO_REFUSAL,
        DatabentoHistory::of,
        history ->
            history.cost(
                RangeRequest.ofUnderlying(
                    DbnSchema.TRADES,
                    "XYZ",
                    Instant.parse("2024-01-02T14:30:00Z"),
                    Instant.parse("2024-01-02T21:00:00Z"))));
    assertThat(RecordedBody.ofAny(fixtures, BodyKind.CBOE_REFUSAL))
        .allSatisfy(
            body ->
                assertThat(body.refusal(CboeMarket::of, market -> market.answer("SPY")))
                    .as(body.name())
                    .hasValue(
                        body.status() == 403 ? Reason.UNKNOWN_SYMBOL : reason(body.status())));
    assertThat(RecordedBody.ofAny(fixtures, BodyKind.TRADINGECONOMICS_REFUSAL))
        .allSatisfy(
            body ->
                assertThat(
                        body.refusal(
                            EconomicCalendar::of, calendar -> calendar.releases(FIRST, LAST)))
                    .as(body.name())
                    .isPresent());
  }

  @Test
  void ofFredByItsWords(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.FRED_REFUSAL)) {
      if (!body.text().strip().startsWith("{")) {
        continue; // XML, which is not asked for
      }
      String words = body.text().toLowerCase(Locale.ROOT);
      Reason expected =
          words.contains("api_key")
              ? Reason.NOT_ENTITLED
              : words.contains("series_id") || words.contains("does not exist")
                  ? Reason.UNKNOWN_SYMBOL
                  : reason(body.status());

      assertThat(body.refusal(FredSeries::of, series -> series.answer("DGS3MO", FIRST, LAST, LAST)))
          .as(body.name())
          .hasValue(expected);
    }
  }

  @Test
  void ofAlphaVantageByTheWordsOfAGoodStatus(@SharedData("fixtures") Path fixtures) {
    Pattern limit = Pattern.compile("rate limit|call frequency|requests? per");
    Pattern right = Pattern.compile("premium|api ?key");
    int refused = 0;
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.ALPHAVANTAGE_CHAIN)) {
      if (!body.text().strip().startsWith("{")) {
        continue; // a table; refusals are JSON even where a table was asked for
      }
      JsonNode root = body.json();
      JsonNode said =
          root.path("Error Message").isTextual()
              ? root.path("Error Message")
              : root.path("Note").isTextual() ? root.path("Note") : root.path("Information");
      String words = said.asText().toLowerCase(Locale.ROOT);
      Reason expected =
          limit.matcher(words).find()
              ? Reason.RATE_LIMITED
              : right.matcher(words).find() ? Reason.NOT_ENTITLED : Reason.BAD_REQUEST;

      Optional<Reason> reason =
          body.refusal(
              AlphaVantageMarket::of,
              market -> market.answer(body.parameter("symbol").orElse("IBM")));

      assertThat(reason)
          .as(body.name())
          .isEqualTo(said.isTextual() ? Optional.of(expected) : Optional.empty());
      refused += said.isTextual() ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void ofYahooByItsWords(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.YAHOO_REFUSAL)) {
      String words = body.text().toLowerCase(Locale.ROOT);
      boolean isEmpty = words.contains("data doesn't exist"); // a span in which nothing traded
      boolean isUnknown = words.contains("not found") || words.contains("delisted");
      Reason expected =
          body.status() == 404
              ? isUnknown ? Reason.UNKNOWN_SYMBOL : Reason.BAD_REQUEST
              : reason(body.status());

      assertThat(
              body.refusal(
                  YahooMarket::of,
                  market ->
                      body.url().contains("/chart/")
                          ? market.bars(
                              new Underlying("AAPL"), Duration.ofDays(1), Instant.EPOCH, NOW)
                          : market.answer("AAPL")))
          .as(body.name())
          .isEqualTo(isEmpty ? Optional.empty() : Optional.of(expected));
    }
  }

  @Test
  void ofTheOldFormatOfDatabento(@SharedData("fixtures") Path fixtures) {
    for (RecordedBody body : RecordedBody.of(fixtures, BodyKind.DATABENTO_OLD_RECORDS)) {
      assertThatThrownBy(() -> DbnReader.open(new ByteArrayInputStream(body.bytes())))
          .as(body.name())
          .isInstanceOfSatisfying(
              ProviderException.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
  }

  private static <S extends AutoCloseable> void walk(
      Path fixtures, BodyKind kind, Function<ProviderAccess, S> source, Function<S, ?> question) {
    for (RecordedBody body : RecordedBody.of(fixtures, kind)) {
      assertThat(body.refusal(source, question)).as(body.name()).hasValue(reason(body.status()));
    }
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401, 402, 403 -> Reason.NOT_ENTITLED;
      case 404 -> Reason.UNKNOWN_SYMBOL;
      case 429 -> Reason.RATE_LIMITED;
      default -> status == 408 || status >= 500 ? Reason.UNAVAILABLE : Reason.BAD_REQUEST;
    };
  }
}
