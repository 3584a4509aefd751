/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.spi.ChainStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChainStore} must do. A store is tested by a subclass that says how to make an
 * empty one.
 *
 * <p>Times are checked to the microsecond, as databases keep them. The numbers of the rules are
 * those of docs/concepts/compliance-kits.md.
 */
public abstract class ChainStoreCompliance {

  private static final Instant TIME = Instant.parse("2024-03-15T14:00:00.123456Z");
  private static final LocalDate TRADE_DATE = LocalDate.of(2024, 3, 15);
  private static final LocalDate EXPIRY = LocalDate.of(2024, 3, 22);
  private static final double NONE = Double.NaN;

  /** For subclasses. */
  protected ChainStoreCompliance() {}

  /**
   * Makes the store under test.
   *
   * @return a new, empty store; the kit closes it
   */
  protected abstract ChainStore create();

  /**
   * Opens the store made last again, after it was closed.
   *
   * @return a store over the same data, empty for a store that does not outlive its closing
   */
  protected Optional<ChainStore> reopen() {
    return Optional.empty();
  }

  @Test
  final void rule4_1_anEmptyStoreFindsNothing() {
    try (ChainStore store = create()) {
      assertThat(store.findLatest("SPY", Instant.parse("2100-01-01T00:00:00Z"))).isEmpty();
    }
  }

  @Test
  final void rule4_2_everyColumnComesBack() {
    OptionChain chain =
        builder("SPY", TIME)
            .spot(510.25)
            .add(put("SPY", "510"), quote(3.05, 3.1, 3.07, 12, 345), 6789, 1011)
            .add(call("SPY", "510.125"), quote(0.1 + 0.2, 1 / 3.0, 1e-9, 1, 2), 1L << 40, 4)
            .build();

    assertSame(saved(chain), chain);
  }

  @Test
  final void rule4_3_missingValuesStayMissing() {
    OptionChain chain =
        builder("SPY", TIME)
            .add(put("SPY", "505"), quote(NONE, 0.05, NONE, -1, -1), -1, -1)
            .add(put("SPY", "506"), quote(1.5, NONE, NONE, -1, 3), -1, 7)
            .add(put("SPY", "507"), quote(NONE, NONE, 2.25, -1, -1), 8, -1)
            .add(put("SPY", "508"), quote(NONE, NONE, NONE, -1, -1), -1, -1)
            .build();

    OptionChain found = saved(chain);

    assertThat(found.spot()).isEmpty();
    assertSame(found, chain);
  }

  @Test
  final void rule4_4_zeroStaysZero() {
    OptionChain chain =
        builder("SPY", TIME)
            .spot(510.25)
            .add(put("SPY", "400"), quote(0.0, 0.01, 0.0, 0, 0), 0, 0)
            .build();

    assertSame(saved(chain), chain);
  }

  @Test
  final void rule4_5_savingTheSameAgainChangesNothing() {
    OptionChain chain = chain("SPY", TIME, 3.05);
    try (ChainStore store = create()) {
      store.save(chain, "kit");
      store.save(chain, "kit");

      assertSame(latest(store, "SPY", TIME), chain);
    }
  }

  @Test
  final void rule4_6_theLatestIsTheLatestOfItsOwnUnderlying() {
    OptionChain spy = chain("SPY", TIME, 3.05);
    OptionChain qqq = chain("QQQ", TIME.plusSeconds(3), 4.05);
    try (ChainStore store = create()) {
      store.save(spy, "kit");
      store.save(qqq, "kit");

      assertSame(latest(store, "SPY", TIME.plusSeconds(60)), spy);
      assertSame(latest(store, "QQQ", TIME.plusSeconds(60)), qqq);
    }
  }

  @Test
  final void rule4_7_nothingKnownLaterIsFound() {
    OptionChain early = chain("SPY", TIME, 3.05);
    OptionChain late = chain("SPY", TIME.plusSeconds(60), 4.05);
    try (ChainStore store = create()) {
      store.save(early, "kit");
      store.save(late, "kit");

      assertThat(store.findLatest("SPY", TIME.minusMillis(1))).isEmpty();
      assertSame(latest(store, "SPY", TIME), early);
      assertSame(latest(store, "SPY", TIME.plusSeconds(59)), early);
      assertSame(latest(store, "SPY", TIME.plusSeconds(60)), late);
    }
  }

  @Test
  final void rule4_8_theOrderOfSavingDoesNotMatter() {
    OptionChain early = chain("SPY", TIME, 3.05);
    OptionChain late = chain("SPY", TIME.plusSeconds(60), 4.05);
    try (ChainStore store = create()) {
      store.save(late, "kit");
      store.save(early, "kit");

      assertSame(latest(store, "SPY", TIME.plusSeconds(90)), late);
      assertSame(latest(store, "SPY", TIME.plusSeconds(30)), early);
    }
  }

  @Test
  final void rule4_9_rootsOfOneUnderlyingStayApart() {
    OptionChain chain =
        builder("SPX", TIME)
            .spot(5117)
            .add(put("SPX", "5100"), quote(20, 20.5, NONE, 1, 1), 1, 1)
            .add(put("SPXW", "5100"), quote(30, 30.5, NONE, 2, 2), 2, 2)
            .build();

    assertSame(saved(chain), chain);
  }

  @Test
  final void rule4_10_aKeptAnalysisComesBackUnchanged() {
    OptionChain quotes = chain("SPY", TIME, 3.05);
    double[] column = new double[quotes.size()];
    Arrays.setAll(column, row -> row % 2 == 0 ? 0.1 + 0.1 * row : NONE);
    OptionChain chain =
        quotes.withColumns(new ChainColumns(column, column, column, column, column, column));

    saved(chain)
        .columns()
        .ifPresent(
            kept -> {
              assertThat(kept.impliedVolatility()).containsExactly(column);
              assertThat(kept.delta()).containsExactly(column);
              assertThat(kept.gamma()).containsExactly(column);
              assertThat(kept.vega()).containsExactly(column);
              assertThat(kept.theta()).containsExactly(column);
              assertThat(kept.rho()).containsExactly(column);
            });
  }

  @Test
  final void rule4_11_severalThreadsMaySave() {
    AtomicInteger number = new AtomicInteger();
    try (ChainStore store = create()) {
      Threads.callTogether(
          4,
          () -> {
            String ticker = "T" + (char) ('A' + number.getAndIncrement());
            for (int i = 0; i < 5; i++) {
              store.save(chain(ticker, TIME.plusSeconds(i), 3.05 + i), "kit");
            }
            return ticker;
          });

      for (String ticker : List.of("TA", "TB", "TC", "TD")) {
        assertSame(
            latest(store, ticker, TIME.plusSeconds(60)), chain(ticker, TIME.plusSeconds(4), 7.05));
      }
    }
  }

  @Test
  final void rule4_12_whatWasSavedOutlivesClosing() {
    OptionChain chain = chain("SPY", TIME, 3.05);
    try (ChainStore store = create()) {
      store.save(chain, "kit");
    }

    Optional<ChainStore> reopened = reopen();

    reopened.ifPresent(
        store -> {
          try (store) {
            assertSame(latest(store, "SPY", TIME), chain);
          }
        });
  }

  private OptionChain saved(OptionChain chain) {
    try (ChainStore store = create()) {
      store.save(chain, "kit");
      return latest(store, chain.underlying(), chain.time());
    }
  }

  private static OptionChain latest(ChainStore store, String underlying, Instant asOf) {
    Optional<OptionChain> found = store.findLatest(underlying, asOf);
    assertThat(found).as("latest chain of %s as of %s", underlying, asOf).isPresent();
    return found.get();
  }

  private static void assertSame(OptionChain actual, OptionChain expected) {
    assertThat(actual.underlying()).isEqualTo(expected.underlying());
    assertThat(actual.time()).isEqualTo(expected.time());
    assertThat(actual.tradeDate()).isEqualTo(expected.tradeDate());
    assertThat(actual.spot()).isEqualTo(expected.spot());
    assertThat(rows(actual)).isEqualTo(rows(expected));
  }

  private static List<List<Object>> rows(OptionChain chain) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < chain.size(); row++) {
      rows.add(
          List.of(
              chain.contract(row),
              chain.bid(row),
              chain.ask(row),
              chain.last(row),
              chain.bidSize(row),
              chain.askSize(row),
              chain.volume(row),
              chain.openInterest(row),
              chain.quoteTimeNs(row)));
    }
    return rows;
  }

  private static OptionChain chain(String underlying, Instant time, double bid) {
    return builder(underlying, time)
        .spot(510.25)
        .add(put(underlying, "510"), quote(bid, bid + 0.05, NONE, 10, 20), 100, 200)
        .add(call(underlying, "510"), quote(bid + 1, bid + 1.05, NONE, 10, 20), 100, 200)
        .build();
  }

  private static OptionChain.Builder builder(String underlying, Instant time) {
    return OptionChain.builder(underlying, time, TRADE_DATE);
  }

  private static OptionContract put(String root, String strike) {
    return OptionContract.of(root, EXPIRY, OptionType.PUT, new BigDecimal(strike));
  }

  private static OptionContract call(String root, String strike) {
    return OptionContract.of(root, EXPIRY, OptionType.CALL, new BigDecimal(strike));
  }

  private static Quote quote(double bid, double ask, double last, int bidSize, int askSize) {
    Instant valid = TIME.minusMillis(250);
    return Quote.of(bid, ask, last, bidSize, askSize, valid, valid);
  }
}
