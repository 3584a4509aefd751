/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import static io.optionskit.market.Rows.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketStateTest {

  private static final String NINE_THIRTY_ONE = "2024-01-16T14:31:00Z";
  private static final String NINE_THIRTY_TWO = "2024-01-16T14:32:00Z";
  private static final OptionContract CALL = OptionContract.parse("SPY240119C00470000");
  private static final OptionContract PUT = OptionContract.parse("SPY240119P00470000");
  private static final OptionContract EXPIRED = OptionContract.parse("SPY240115P00470000");
  private static final Underlying SPY = new Underlying("SPY");

  @Test
  void aRowWithOneSideReplacesTheQuoteButTheOtherSideStaysKnown() {
    MarketState state =
        applied(
            new Rows()
                .quote(NINE_THIRTY_ONE, CALL, 1.10, 1.20)
                .quote(NINE_THIRTY_TWO, CALL, NONE, 1.25));
    int id = state.assets().findId(CALL);

    assertThat(state.bid(id)).isNaN();
    assertThat(state.ask(id)).isEqualTo(1.25);
    assertThat(state.lastKnownBid(id)).isEqualTo(1.10);
    assertThat(state.mark(id)).isEqualTo(1.25);
  }

  @Test
  void aTradeLeavesTheQuote() {
    MarketState state =
        applied(
            new Rows().quote(NINE_THIRTY_ONE, CALL, 1.10, 1.20).last(NINE_THIRTY_TWO, CALL, 1.17));
    int id = state.assets().findId(CALL);

    assertThat(state.findQuote(CALL).orElseThrow().mid()).hasValue(1.15);
    assertThat(state.last(id)).isEqualTo(1.17);
    assertThat(state.quoteTimeNs(id)).isLessThan(state.rowTimeNs(id));
  }

  @Test
  void optionsAreMarkedAtTheMiddleAndUnderlyingsAtTheLastTrade() {
    MarketState state =
        applied(
            new Rows()
                .row(NINE_THIRTY_ONE, SPY, 470.01, 470.05, 470.00)
                .row(NINE_THIRTY_ONE, CALL, 1.10, 1.20, 1.00));

    assertThat(state.mark(state.assets().findId(SPY))).isEqualTo(470.00);
    assertThat(state.mark(state.assets().findId(CALL)))
        .isEqualTo(1.15, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(state.spot("SPY")).hasValue(470.00);
  }

  @Test
  void whatWasNeverSeenIsMissing() {
    MarketState state = new MarketState(new AssetTable());

    assertThat(state.findQuote(CALL)).isEmpty();
    assertThat(state.spot("SPY")).isEmpty();
    assertThat(state.mark(3)).isNaN();
    assertThat(state.chain("SPY", Instant.parse(NINE_THIRTY_ONE), LocalDate.of(2024, 1, 16)).size())
        .isZero();
  }

  @Test
  void aChainListsWhatHasNotExpiredInOrder() {
    MarketState state =
        applied(
            new Rows()
                .quote(NINE_THIRTY_ONE, PUT, 2.0, 2.1)
                .quote(NINE_THIRTY_ONE, EXPIRED, 0.0, 0.01)
                .quote(NINE_THIRTY_ONE, CALL, 1.10, 1.20)
                .last(NINE_THIRTY_ONE, SPY, 469.5));

    OptionChain chain =
        state.chain("SPY", Instant.parse(NINE_THIRTY_ONE), LocalDate.of(2024, 1, 16));

    assertThat(chain.all().stream().map(OptionQuote::contract)).containsExactly(CALL, PUT);
    assertThat(chain.spot()).hasValue(469.5);
    assertThat(chain.findQuote(PUT).flatMap(quote -> Optional.of(quote.bid().getAsDouble())))
        .hasValue(2.0);
  }

  @Test
  void aSnapshotDoesNotChangeWithTheMarket() {
    Rows rows =
        new Rows().quote(NINE_THIRTY_ONE, CALL, 1.10, 1.20).quote(NINE_THIRTY_TWO, CALL, 5, 6);
    QuoteTable table = rows.table();
    MarketState state = new MarketState(table.assets());
    state.apply(table, 0, 1);

    OptionChain before =
        state.chain("SPY", Instant.parse(NINE_THIRTY_ONE), LocalDate.of(2024, 1, 16));
    state.apply(table, 1, 2);

    assertThat(before.bid(0)).isEqualTo(1.10);
  }

  @Test
  void refusesRowsWithOtherNumbersOfAssets() {
    QuoteTable table = new Rows().quote(NINE_THIRTY_ONE, CALL, 1, 2).table();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarketState(new AssetTable()).apply(table, 0, 1));
  }

  private static MarketState applied(Rows rows) {
    QuoteTable table = rows.table();
    MarketState state = new MarketState(table.assets());
    state.apply(table, 0, table.rows());
    return state;
  }
}
