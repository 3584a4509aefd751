/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alphavantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.offset;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.DelayClass;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphaVantageMarketTest {

  private static final String PATH = "/query";
  private static final String CANARY = "CANARYKEY1234567";
  private static final LocalDate DAY = LocalDate.of(2025, 9, 12);
  private static final String CALL =
      """
      {"contractID":"SPY250919C00650000","symbol":"SPY","expiration":"2025-09-19",
       "strike":"650.00","type":"call","last":"9.10","mark":"9.05","bid":"9.00","bid_size":"16",
       "ask":"9.10","ask_size":"22","volume":"17","open_interest":"4","date":"2025-09-12",
       "implied_volatility":"0.12","delta":"0.60000","gamma":"0.02000","theta":"-0.20000",
       "vega":"0.35000","rho":"0.07000"}""";
  private static final String NOTHING =
      """
      {"contractID":"SPY250919P00300000","symbol":"SPY","expiration":"2025-09-19",
       "strike":"300.00","type":"put","last":"0.00","mark":"0.01","bid":"0.00","bid_size":"0",
       "ask":"0.01","ask_size":"3750","volume":"0","open_interest":"1240","date":"2025-09-12",
       "implied_volatility":"0.00000","delta":"0.00000","gamma":"0.00000","theta":"0.00000",
       "vega":"0.00000","rho":"0.00000"}""";

  private final MovableClock clock = new MovableClock("2025-09-13T01:00:00Z");
  private RecordedServer server;
  private AlphaVantageMarket market;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    market =
        AlphaVantageMarket.of(
            ProviderAccess.at(server.url())
                .withClock(clock)
                .withHttp(HttpSettings.defaults().withRetries(0))
                .withSecrets(name -> Optional.of(Secret.of(CANARY))));
  }

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void textsBecomeValuesInOurUnitsAtTheCloseOfTheDay() {
    serve(CALL);

    ChainAnswer answer = market.answerOf("SPY", DAY);
    OptionQuote call = answer.chain().quote(0);

    assertThat(call.contract()).isEqualTo(OptionContract.parse("SPY250919C00650000"));
    assertThat(call.bid()).hasValue(9.0);
    assertThat(call.openInterest()).hasValue(4);
    assertThat(value(call, QuoteField.VEGA)).isCloseTo(35, offset(1e-12));
    assertThat(value(call, QuoteField.THETA)).isCloseTo(-73, offset(1e-12));
    assertThat(value(call, QuoteField.RHO)).isCloseTo(7, offset(1e-12));
    assertThat(call.observation(QuoteField.BID).orElseThrow().time())
        .as("Alpha Vantage gives no time")
        .isEmpty();
    assertThat(call.observation(QuoteField.BID).orElseThrow().feed().delayClass())
        .isEqualTo(DelayClass.END_OF_DAY);
    assertThat(answer.chain().time())
        .as("options on SPY trade to 16:15")
        .isEqualTo("2025-09-12T20:15:00Z");
    assertThat(answer.report().drifted()).isFalse();
    assertThat(answer.report().issues()).isEmpty();
  }

  @Test
  void zerosThatMeanNothingAreMissing() {
    serve(NOTHING);

    ChainAnswer answer = market.answerOf("SPY", DAY);
    OptionQuote put = answer.chain().quote(0);

    assertThat(put.bid()).isEmpty();
    assertThat(put.bidSize()).isEmpty();
    assertThat(put.last()).isEmpty();
    assertThat(put.volume()).as("nothing traded is a fact").hasValue(0);
    assertThat(put.observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
    assertThat(put.observation(QuoteField.DELTA)).isEmpty();
    assertThat(answer.report().issues())
        .isEqualTo(Map.of(put.contract(), Set.of(QuoteIssue.IV_PLACEHOLDER)));
  }

  @Test
  void volatilitiesOfTheExpiryDayAreFlagged() {
    serve(CALL.replace("2025-09-19", "2025-09-12").replace("250919", "250912"));

    ChainAnswer answer = market.answerOf("SPY", DAY);

    assertThat(answer.report().issues().values())
        .containsExactly(Set.of(QuoteIssue.IV_PLACEHOLDER));
    assertThat(value(answer.chain().quote(0), QuoteField.IMPLIED_VOLATILITY)).isEqualTo(0.12);
  }

  @Test
  void theChainOfNowIsAskedWithGreeksAndStandsAtItsReceipt() {
    serve(CALL);

    ChainAnswer answer = market.answerOfNow("SPY");

    assertThat(server.requests().get(0))
        .contains("function=REALTIME_OPTIONS&symbol=SPY&require_greeks=true");
    assertThat(answer.chain().time()).isEqualTo("2025-09-13T01:00:00Z");
    assertThat(answer.chain().tradeDate()).isEqualTo(DAY);
    assertThat(market.chain("SPY", LocalDate.of(2025, 9, 19)).size()).isEqualTo(1);
    assertThat(market.expirations("SPY")).containsExactly(LocalDate.of(2025, 9, 19));
  }

  @Test
  void aTableSaysTheSame() {
    server.always(
        PATH,
        200,
        "contractID,symbol,expiration,strike,type,last,mark,bid,bid_size,ask,ask_size,volume,"
            + "open_interest,date,implied_volatility,delta,gamma,theta,vega,rho\r\n"
            + "SPY250919C00650000,SPY,2025-09-19,650.00,call,9.10,9.05,9.00,16,9.10,22,17,4,"
            + "2025-09-12,0.12,0.60000,0.02000,-0.20000,0.35000,0.07000\r\n"
            + "SPY250919C00651000,SPY,2025-09-19\r\n");

    ChainAnswer answer = market.withCsv().answerOf("SPY", DAY);

    assertThat(server.requests().get(0)).contains("&datatype=csv");
    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.chain().quote(0).askSize()).hasValue(22);
    assertThat(value(answer.chain().quote(0), QuoteField.VEGA)).isCloseTo(35, offset(1e-12));
    assertThat(answer.report().refused()).isEqualTo(Map.of(Refusal.IMPOSSIBLE_CONTRACT, 1));
    assertThat(answer.report().drifted()).isFalse();
  }

  @Test
  void rowsThatCannotBeAreRefusedAndTheOthersKept() {
    serve(
        String.join(
            ",",
            CALL,
            CALL,
            CALL.replace("C00650000", "X00650000"),
            CALL.replace("\"650.00\"", "\"651.00\""),
            CALL.replace("\"call\"", "\"put\""),
            CALL.replace("SPY250919C", "QQQ250919C"),
            CALL.replace("C00650000", "C00655000")
                .replace("\"650.00\"", "\"655.00\"")
                .replace("\"9.00\"", "\"n/a\""),
            CALL.replace("C00650000", "C00656000")
                .replace("\"650.00\"", "\"656.00\"")
                .replace("2025-09-12", "2025-09-11")));

    ChainAnswer answer = market.answerOf("SPY", DAY);

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 1,
                Refusal.IMPOSSIBLE_CONTRACT, 1,
                Refusal.IDENTITY_CLASH, 2,
                Refusal.OTHER_UNDERLYING, 1,
                Refusal.MALFORMED, 2));
  }

  @Test
  void fieldsThatComeAndGoAreReported() {
    serve(CALL.replace("\"mark\"", "\"fair\""));

    ChainAnswer answer = market.answerOf("SPY", DAY);

    assertThat(answer.report().unknownFields()).isEqualTo(Map.of("fair", 1));
    assertThat(answer.report().vanishedFields()).containsExactly("mark");
  }

  @Test
  void aDayWithoutTradingIsAnEmptyChain() {
    serve("");

    ChainAnswer answer = market.answerOf("SPY", LocalDate.of(2026, 4, 25));

    assertThat(answer.chain().size()).isZero();
    assertThat(answer.report().drifted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Error Message|the parameter apikey is invalid or missing.|NOT_ENTITLED",
        "Error Message|Invalid API call. Please retry or visit the documentation.|BAD_REQUEST",
        "Note|Our standard API call frequency is 5 calls per minute.|RATE_LIMITED",
        "Information|We have detected your API key as CANARYKEY1234567 and our standard API rate"
            + " limit is 25 requests per day. Subscribe to a premium plan.|RATE_LIMITED",
        "Information|Thank you for using Alpha Vantage! This is a premium endpoint.|NOT_ENTITLED",
        "message|This is a premium endpoint; the data below are a sample.|NOT_ENTITLED"
      })
  void refusalsInsideSuccessfulAnswersAreToldApartWithoutTheKey(
      String field, String text, Reason reason) {
    server.always(PATH, 200, "{\"" + field + "\":\"" + text + "\",\"data\":[" + CALL + "]}");

    ProviderException problem =
        catchThrowableOfType(ProviderException.class, () -> market.answerOf("SPY", DAY));

    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem).hasMessageNotContaining(CANARY);
  }

  @Test
  void aTableThatFailsMayComeAsJson() {
    server.always(PATH, 200, "{\"Information\":\"the rate limit is 5 requests per minute\"}");

    assertFails(Reason.RATE_LIMITED, market.withCsv());
  }

  @Test
  void brokenBodiesAreErrors() {
    server
        .next(PATH, 200, "<html>")
        .next(PATH, 200, "{\"data\":[")
        .next(PATH, 200, "")
        .next(PATH, 200, "[]")
        .next(PATH, 200, "{}")
        .next(PATH, 200, "a,b\n1,2\n");

    assertFails(Reason.BAD_DATA, market);
    assertFails(Reason.BAD_DATA, market);
    assertFails(Reason.BAD_DATA, market);
    assertFails(Reason.SCHEMA_CHANGED, market);
    assertFails(Reason.UNKNOWN_SYMBOL, market);
    assertFails(Reason.SCHEMA_CHANGED, market);
  }

  @Test
  void withoutAKeyTheProviderItselfIsNotAsked() {
    try (AlphaVantageMarket keyless =
        AlphaVantageMarket.of(
            ProviderAccess.at(AlphaVantageMarket.HOME)
                .withWire(network -> request -> fail("asked")))) {
      assertFails(Reason.NOT_ENTITLED, keyless);
    }
  }

  private static void assertFails(Reason reason, AlphaVantageMarket market) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> market.answerOf("SPY", DAY))
        .matches(e -> e.reason() == reason, reason.toString());
  }

  private void serve(String rows) {
    server.always(
        PATH,
        200,
        "{\"endpoint\":\"Historical Options\",\"message\":\"success\",\"data\":[" + rows + "]}");
  }

  private static double value(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().value();
  }
}
