/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged answers end in a refused row or a {@code ProviderException}, and in nothing else. */
class AlpacaMutationsTest {

  private static final int TIMES = Integer.getInteger("optionskit.mutations", 1000);
  private static final long SEED = Long.getLong("optionskit.seed", 20251121L);
  private static final Instant NOW = Instant.parse("2024-04-25T20:15:00Z");
  private static final Instant FROM = Instant.parse("2024-04-24T13:30:00Z");
  private static final String CHAIN =
      """
      {"snapshots":{"AAPL240503P00155000":{"greeks":{"delta":-0.0696,"gamma":0.0124,"rho":-0.0023,
       "theta":-0.1011,"vega":0.0314},"impliedVolatility":0.4584,
       "latestQuote":{"ap":0.35,"as":119,"bp":0.32,"bs":73,"c":"A","t":"2024-04-25T20:00:00.259Z"},
       "latestTrade":{"c":"I","p":0.34,"s":1,"t":"2024-04-25T19:58:16.034Z","x":"N"},
       "dailyBar":{"t":"2024-04-25T04:00:00Z","o":1,"h":1,"l":1,"c":1,"v":17}}},
       "next_page_token":null}""";
  private static final String LISTS =
      """
      {"bars":{"AAPL":[{"t":"2024-04-24T14:00:00Z","o":1,"h":2,"l":1,"c":2,"v":9,"n":1,"vw":1}]},
       "quotes":{"AAPL":[{"t":"2024-04-24T14:00:00Z","ap":1,"as":2,"bp":1,"bs":2,"c":["R"]}]},
       "trades":{"AAPL":[{"t":"2024-04-24T14:00:00Z","p":1,"s":2,"c":["R"],"u":"corrected"}]},
       "option_contracts":[{"symbol":"AAPL231103C00170000","tradable":true,
       "expiration_date":"2023-11-03","root_symbol":"AAPL","underlying_symbol":"AAPL",
       "type":"call","style":"american","strike_price":"170","size":"100","open_interest":"237",
       "open_interest_date":"2023-11-02","close_price":"1.35","close_price_date":null}],
       "next_page_token":null}""";
  private static final String FRAME =
      """
      [{"T":"q","S":"AMD","bp":87.66,"bs":1,"ap":87.68,"as":4,"c":["R"],"t":"2021-02-22T15:51:45Z"},
       {"T":"t","S":"AAPL240503P00155000","p":0.34,"s":1,"c":"I","t":"2024-04-25T19:58:16.034Z"},
       {"T":"b","S":"SPY","o":388,"h":389,"l":388,"c":388.9,"v":4,"t":"2021-02-22T19:15:00Z"},
       {"T":"error","code":402,"msg":"auth failed"}]""";

  /** One call. */
  private interface Call {
    void of(ProviderAccess access);
  }

  @Test
  void damagedChainsAreRefusedOrGood() {
    damaged(
        CHAIN,
        access -> {
          try (AlpacaMarket market = AlpacaMarket.of(access)) {
            times(() -> check(market.answer("AAPL", LocalDate.of(2024, 5, 3))));
          }
        });
  }

  @Test
  void damagedListsAreRefusedOrGood() {
    Underlying stock = new Underlying("AAPL");
    damaged(
        LISTS,
        access -> {
          try (AlpacaMarket market = AlpacaMarket.of(access);
              AlpacaContracts contracts = AlpacaContracts.of(access)) {
            times(() -> market.bars(stock, Duration.ofHours(1), FROM, NOW));
            times(() -> whole(market.quotes(stock, FROM, NOW, 10)));
            times(() -> whole(market.trades(stock, FROM, NOW, 10)));
            times(() -> whole(market.latestQuotes(List.of(stock))));
            times(() -> whole(contracts.contracts("AAPL", LocalDate.of(2024, 1, 1))));
          }
        });
  }

  @Test
  void damagedFramesAreRefusedOrGood() {
    MutatedBodies bodies = new MutatedBodies(SEED, FRAME);
    times(
        () -> whole(AlpacaFrames.read(new String(bodies.mutated(), StandardCharsets.UTF_8), NOW)));
  }

  private static void check(ChainAnswer answer) {
    assertThat(answer.report().accepted()).isEqualTo(answer.chain().size());
    for (OptionQuote quote : answer.chain().all().toList()) {
      assertThat(quote.contract().underlying()).isEqualTo("AAPL");
      quote.ask().ifPresent(ask -> assertThat(ask).isPositive().isFinite());
      quote.bid().ifPresent(bid -> assertThat(bid).isPositive().isFinite());
    }
  }

  private static void whole(RowsAnswer<?> answer) {
    assertThat(answer.report().accepted()).isEqualTo(answer.rows().size());
  }

  private static void times(Runnable call) {
    for (int i = 0; i < TIMES; i++) {
      try {
        call.run();
      } catch (ProviderException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", call " + i, e);
      }
    }
  }

  private static void damaged(String body, Call call) {
    call.of(
        ProviderAccess.at(AlpacaMarket.HOME)
            .withSecrets(SecretSource.none())
            .withClock(new MovableClock(NOW.toString()))
            .withHttp(
                HttpSettings.defaults().withRetries(0).withRate(1 << 30, Duration.ofSeconds(1)))
            .withWire(network -> new MutatedBodies(SEED, body)));
  }
}
