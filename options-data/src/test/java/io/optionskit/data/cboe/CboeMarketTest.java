/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CboeMarketTest {

  private static final String PATH = "/api/global/delayed_quotes/options/_RUT.json";
  private static final String CALL =
      """
      {"option":"RUT231020C01800000","bid":33.1,"bid_size":7.0,"ask":34.4,
       "ask_size":1.0,"iv":0.1702,"open_interest":5.0,"volume":2.0,"delta":0.5131,"gamma":0.0031,
       "theta":-0.589,"rho":0.8173,"vega":2.0194,"theo":33.5,"last_trade_price":34.0,
       "last_trade_time":"2023-09-20T12:38:05"}""";
  private static final String PUT =
      """
      {"option":"RUTW231020P01800000","bid":0.0,"bid_size":0.0,"ask":0.0,"ask_size":0.0,
       "iv":0.0,"open_interest":0.0,"volume":0.0,"delta":0.0,"gamma":0.0,"theta":0.0,"rho":0.0,
       "vega":0.0,"theo":0.0,"last_trade_price":0.0,"last_trade_time":null}""";

  private final MovableClock clock = new MovableClock("2023-09-21T03:17:42Z");
  private RecordedServer server;
  private CboeMarket market;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    market =
        CboeMarket.of(
            ProviderAccess.at(server.url())
                .withClock(clock)
                .withHttp(HttpSettings.defaults().withRetries(0)));
  }

  @AfterEach
  void stop() {
    market.close();
    server.close();
  }

  @Test
  void valuesAreInOurUnitsWithSourceDelayAndTheirOwnTime() {
    serve(CALL);

    OptionQuote call = market.answer("RUT").chain().quote(0);

    assertThat(call.ask()).hasValue(34.4);
    Observation vega = call.observation(QuoteField.VEGA).orElseThrow();
    assertThat(vega.value()).isCloseTo(201.94, Offset.offset(1e-9));
    assertThat(vega.feed().source()).isEqualTo("cboe");
    assertThat(vega.feed().delayClass()).isEqualTo(DelayClass.DELAYED);
    assertThat(value(call, QuoteField.THETA)).isCloseTo(-0.589 * 365, Offset.offset(1e-9));
    assertThat(value(call, QuoteField.RHO)).isCloseTo(81.73, Offset.offset(1e-9));
    assertThat(call.observation(QuoteField.LAST).orElseThrow().time())
        .contains(Instant.parse("2023-09-20T16:38:05Z"));
    assertThat(call.observation(QuoteField.BID).orElseThrow().time())
        .as("Cboe gives no quote time")
        .isEmpty();
  }

  @Test
  void zerosThatMeanNothingAreMissing() {
    serve(PUT);

    ChainAnswer answer = market.answer("RUT");
    OptionQuote put = answer.chain().quote(0);

    assertThat(put.bid()).isEmpty();
    assertThat(put.ask()).isEmpty();
    assertThat(put.bidSize()).isEmpty();
    assertThat(put.last()).isEmpty();
    assertThat(put.observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
    assertThat(put.volume()).as("nothing traded is a fact").hasValue(0);
    assertThat(put.openInterest()).hasValue(0);
    assertThat(answer.report().issues())
        .isEqualTo(Map.of(put.contract(), Set.of(QuoteIssue.IV_PLACEHOLDER)));
  }

  @Test
  void bothRootsOfAnExpiryAreInItsChain() {
    serve(CALL + "," + PUT);

    OptionChain chain = market.chain("RUT", LocalDate.of(2023, 10, 20));

    assertThat(chain.size()).isEqualTo(2);
    assertThat(chain.time()).isEqualTo("2023-09-20T20:15:04Z");
    assertThat(chain.tradeDate()).isEqualTo("2023-09-20");
    assertThat(market.chain("RUT", LocalDate.of(2023, 10, 27)).size()).isZero();
  }

  @Test
  void rowsThatCannotBeAreRefusedAndTheOthersKept() {
    serve(
        CALL
            + ","
            + CALL
            + ","
            + CALL.replace("RUT231020C01800000", "RUT231320C01800000")
            + ","
            + CALL.replace("RUT231020C01800000", "SPX231020C01800000")
            + ","
            + CALL.replace("C01800000", "C01805000").replace("33.1", "-1")
            + ","
            + CALL.replace("C01800000", "C01810000").replace("33.1", "\"n/a\""));

    ChainAnswer answer = market.answer("RUT");

    assertThat(answer.chain().size()).isEqualTo(1);
    assertThat(answer.report().rows()).isEqualTo(6);
    assertThat(answer.report().refused())
        .isEqualTo(
            Map.of(
                Refusal.LISTED_TWICE, 1,
                Refusal.IMPOSSIBLE_CONTRACT, 1,
                Refusal.OTHER_UNDERLYING, 1,
                Refusal.MALFORMED, 2));
    assertThat(answer.report().examples()).anyMatch(example -> example.contains("-1"));
  }

  @Test
  void fieldsThatComeAndGoAreReported() {
    serve(CALL.replace("\"rho\"", "\"rho2\""));

    ChainAnswer answer = market.answer("RUT");

    assertThat(answer.report().drifted()).isTrue();
    assertThat(answer.report().unknownFields()).isEqualTo(Map.of("rho2", 1));
    assertThat(answer.report().vanishedFields()).containsExactly("rho");
  }

  @Test
  void anAnswerWithoutTheListOfOptionsHasChangedItsShape() {
    server.always(PATH, 200, "{\"data\":{\"contracts\":[]}}");

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> market.answer("RUT"))
        .matches(e -> e.reason() == ProviderException.Reason.SCHEMA_CHANGED);
  }

  @Test
  void anUnknownTickerIsSaidToBeUnknown() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> market.answer("NOSUCH"))
        .withMessageContaining("NOSUCH")
        .matches(e -> e.reason() == ProviderException.Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void aPageForPeopleIsNoChain() {
    server.always(PATH, 200, "<html>maintenance</html>");

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> market.answer("RUT"))
        .withMessageContaining("maintenance")
        .matches(e -> e.reason() == ProviderException.Reason.BAD_DATA);
  }

  private void serve(String rows) {
    server.always(
        PATH,
        200,
        "{\"timestamp\":\"2023-09-21 03:17:42\",\"symbol\":\"_RUT\",\"data\":{\"symbol\":\"^RUT\","
            + "\"current_price\":1806.1193,\"last_trade_time\":\"2023-09-20T16:15:04\","
            + "\"options\":["
            + rows
            + "]}}");
  }

  private static double value(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().value();
  }
}
