/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.MutatedBodies;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.OptionQuote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SecretSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Damaged answers end in a refused row or a {@code ProviderException}, and in nothing else. */
class PolygonMutationsTest {

  private static final int TIMES = Integer.getInteger("optionskit.mutations", 1000);
  private static final long SEED = Long.getLong("optionskit.seed", 20251121L);
  private static final Instant NOW = Instant.parse("2022-04-29T17:45:00Z");
  private static final String CHAIN =
      """
      {"results":[{"break_even_price":179.075,
       "day":{"close":29,"last_updated":1651204800000000000,"volume":8},
       "details":{"contract_type":"call","exercise_style":"american","expiration_date":"2023-06-16",
        "shares_per_contract":100,"strike_price":150,"ticker":"O:AAPL230616C00150000",
        "underlying_ticker":"AAPL"},
       "greeks":{"delta":0.6436,"gamma":0.0061,"theta":-0.0282,"vega":0.6381},
       "implied_volatility":0.357,
       "last_quote":{"ask":29.25,"ask_size":209,"bid":28.9,"bid_size":294,
        "last_updated":1651254260800059648,"timeframe":"REAL-TIME"},
       "last_trade":{"price":29.25,"sip_timestamp":1651250000000000000,"size":1},
       "open_interest":8133,
       "underlying_asset":{"last_updated":1651254263172073152,"price":159.96,"ticker":"AAPL"}}],
       "status":"OK"}""";
  private static final String BARS =
      """
      {"results":[{"t":1651239000000,"o":3,"h":5,"l":2,"c":4,"v":7,"n":1,"vw":3.5},
       {"t":1651239300000,"o":3,"h":5,"l":2,"c":4,"v":7}],"status":"OK","resultsCount":2}""";
  private static final String TICKS =
      """
      {"results":[{"ask_price":282,"ask_size":10,"bid_price":1,"bid_size":2,"price":6.9,"size":1,
       "conditions":[1],"exchange":4,"correction":0,"sip_timestamp":1645119125346243600,
       "ticker":"AAPL","cash_amount":0.22,"ex_dividend_date":"2022-05-06","frequency":4,
       "execution_date":"2022-05-06","split_from":1,"split_to":4,"value":3.5,
       "last_updated":1645119125346243600,"contract_type":"put","expiration_date":"2022-05-06",
       "strike_price":10.5,"underlying_ticker":"AAPL"}],"status":"OK"}""";
  private static final String FRAME =
      """
      [{"ev":"Q","sym":"MSFT","bp":1,"bs":1,"ap":2,"as":1,"t":1536036818784},
       {"ev":"T","sym":"O:AMC210827C00037000","p":1.54,"s":1,"c":[233],"t":1629820676333},
       {"ev":"AM","sym":"GTE","v":4,"o":1,"c":1,"h":1,"l":1,"s":1610144640000,"e":1610144700000},
       {"ev":"V","val":3988.5,"T":"I:SPX","t":1678220098130},{"ev":"status","status":"connected"}]""";

  @Test
  void damagedChainsAreRefusedOrGood() {
    damaged(
        CHAIN,
        market -> {
          ChainAnswer answer = market.answer("AAPL", LocalDate.of(2023, 6, 16));
          assertThat(answer.report().accepted()).isEqualTo(answer.chain().size());
          for (OptionQuote quote : answer.chain().all().toList()) {
            assertThat(quote.contract().symbol()).isEqualTo("AAPL  230616C00150000");
            quote.ask().ifPresent(ask -> assertThat(ask).isPositive().isFinite());
            quote.bid().ifPresent(bid -> assertThat(bid).isPositive().isFinite());
          }
        });
  }

  @Test
  void damagedListsAreRefusedOrGood() {
    Instant from = Instant.parse("2022-04-29T13:30:00Z");
    damaged(BARS, market -> market.bars(new Underlying("AAPL"), Duration.ofMinutes(5), from, NOW));
    damaged(TICKS, market -> whole(market.quotes(new Underlying("AAPL"), from, NOW, 10)));
    damaged(TICKS, market -> whole(market.trades(new Underlying("AAPL"), from, NOW, 10)));
    damaged(TICKS, market -> whole(market.dividends("AAPL")));
    damaged(TICKS, market -> whole(market.splits("AAPL")));
    damaged(TICKS, market -> whole(market.contracts("AAPL")));
    damaged(CHAIN, market -> market.answer(OptionContract.parse("AAPL230616C00150000")));
  }

  @Test
  void damagedFramesAreRefusedOrGood() {
    MutatedBodies bodies = new MutatedBodies(SEED, FRAME);
    for (int i = 0; i < TIMES; i++) {
      String frame = new String(bodies.mutated(), StandardCharsets.UTF_8);
      try {
        whole(PolygonFrames.read(frame, NOW));
      } catch (ProviderException e) {
        assertThat(e.reason()).isEqualTo(ProviderException.Reason.BAD_DATA);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + " body " + i + ": " + frame, e);
      }
    }
  }

  private static void whole(RowsAnswer<?> answer) {
    assertThat(answer.report().accepted()).isEqualTo(answer.rows().size());
  }

  private static void damaged(String body, Consumer<PolygonMarket> call) {
    ProviderAccess access =
        ProviderAccess.at(PolygonMarket.HOME)
            .withSecrets(SecretSource.none())
            .withClock(new MovableClock(NOW.toString()))
            .withHttp(
                HttpSettings.defaults().withRetries(0).withRate(1 << 30, Duration.ofSeconds(1)))
            .withWire(network -> new MutatedBodies(SEED, body));
    try (PolygonMarket market = PolygonMarket.of(access)) {
      for (int i = 0; i < TIMES; i++) {
        try {
          call.accept(market);
        } catch (ProviderException e) {
          assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + SEED + ", call " + i, e);
        }
      }
    }
  }
}
