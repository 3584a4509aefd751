/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.MarketState;
import io.optionskit.market.Rows;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PortfolioTest {

  private static final OptionContract CALL = OptionContract.parse("SPY240119C00470000");
  private static final OptionContract PUT = OptionContract.parse("SPY240119P00460000");
  private static final OptionContract INDEX_PUT = OptionContract.parse("SPXW240119P04700000");
  private static final Underlying SPY = new Underlying("SPY");
  private static final Instant NOW = Instant.parse("2024-01-16T15:00:00Z");
  private static final BigDecimal CAPITAL = new BigDecimal("100000");

  private final Portfolio portfolio = new Portfolio(new AssetTable(), CAPITAL);
  private int fills;

  @Test
  void buyingAndSellingEarnsTheDifferenceLessCommissions() {
    trade("a", CALL, 2, "1.20", "1.30", "s", Optional.empty());
    trade("b", CALL, -2, "1.50", "1.30", "s", Optional.empty());

    assertThat(portfolio.cash()).isEqualByComparingTo("100057.40");
    assertThat(portfolio.fees()).isEqualByComparingTo("2.60");
    assertThat(portfolio.balance(Ledger.Account.REALIZED_PNL)).isEqualByComparingTo("-60");
    assertThat(portfolio.positions()).isEmpty();
    assertThat(portfolio.closedTrades())
        .singleElement()
        .satisfies(closed -> assertThat(closed.realizedPnl()).isEqualByComparingTo("57.40"));
    booksBalance();
  }

  @Test
  void sellingShortAndBuyingBackIsTheMirrorImage() {
    trade("a", PUT, -1, "2.00", "1", "s", Optional.empty());
    assertThat(portfolio.positions())
        .containsExactly(new Position(PUT, -1, new BigDecimal("2.00")));
    trade("b", PUT, 1, "0.50", "1", "s", Optional.empty());

    assertThat(portfolio.cash()).isEqualByComparingTo("100148");
    booksBalance();
  }

  @Test
  void crossingThroughZeroClosesAndOpens() {
    trade("a", CALL, 2, "1.00", "0", "s", Optional.empty());
    trade("b", CALL, -5, "1.10", "5", "s", Optional.empty());

    assertThat(portfolio.quantity(CALL)).isEqualTo(-3);
    assertThat(portfolio.closedTrades())
        .singleElement()
        .satisfies(
            closed -> {
              assertThat(closed.tradeId()).isEqualTo("a");
              assertThat(closed.realizedPnl()).isEqualByComparingTo("18");
            });
    assertThat(portfolio.openTrades("s"))
        .singleElement()
        .satisfies(
            open -> {
              assertThat(open.tradeId()).isEqualTo("b");
              assertThat(open.openCash()).isEqualByComparingTo("330");
              assertThat(open.fees()).isEqualByComparingTo("3");
            });
    booksBalance();
  }

  @Test
  void strategiesDoNotCloseEachOthersTrades() {
    trade("a", CALL, 1, "1.00", "0", "one", Optional.empty());
    trade("b", CALL, -1, "1.50", "0", "two", Optional.empty());

    assertThat(portfolio.openTrades("one")).hasSize(1);
    assertThat(portfolio.openTrades("two")).hasSize(1);
    assertThat(portfolio.positions()).isEmpty();
    assertThat(portfolio.closedTrades()).isEmpty();
    booksBalance();
  }

  @Test
  void aClosingOrderClosesItsOwnTradeOnly() {
    trade("a", CALL, 1, "1.00", "0", "s", Optional.empty());
    trade("b", CALL, 1, "2.00", "0", "s", Optional.empty());
    trade("c", CALL, -1, "3.00", "0", "s", Optional.of("b"));

    assertThat(portfolio.closedTrades()).singleElement().extracting(Trade::tradeId).isEqualTo("b");
    assertThat(portfolio.closingLegs("a")).containsExactly(new Leg(CALL, -1));
  }

  @Test
  void aCashSettledPutPaysItsIntrinsicValue() {
    trade("a", INDEX_PUT, -2, "10.00", "0", "s", Optional.empty());
    settle(INDEX_PUT, -2, BrokerEvent.OptionSettled.Kind.ASSIGNED, "4690.50", Optional.empty());

    assertThat(portfolio.cash()).isEqualByComparingTo("100100");
    assertThat(portfolio.closedTrades())
        .singleElement()
        .extracting(Trade::exitReason)
        .isEqualTo(Optional.of("assigned"));
    booksBalance();
  }

  @Test
  void anAssignedPutDeliversSharesAtTheStrike() {
    trade("a", PUT, -1, "2.00", "0", "s", Optional.empty());
    settle(
        PUT, -1, BrokerEvent.OptionSettled.Kind.ASSIGNED, "455", Optional.of(delivery(100, "460")));

    assertThat(portfolio.positions())
        .containsExactly(new Position(SPY, 100, new BigDecimal("460")));
    assertThat(portfolio.cash()).isEqualByComparingTo("54200");
    assertThat(portfolio.openTrades("s")).hasSize(1);
    booksBalance();

    trade("b", SPY, -100, "457", "0", "s", Optional.empty());
    assertThat(portfolio.cash()).isEqualByComparingTo("99900");
    assertThat(portfolio.closedTrades())
        .singleElement()
        .satisfies(closed -> assertThat(closed.realizedPnl()).isEqualByComparingTo("-100"));
    booksBalance();
  }

  @Test
  void exercisedSharesCoverAShortStockPosition() {
    trade("stock", SPY, -100, "480", "0", "s", Optional.empty());
    trade("option", CALL, 1, "5", "0", "s", Optional.empty());
    settle(
        CALL,
        1,
        BrokerEvent.OptionSettled.Kind.EXERCISED,
        "478",
        Optional.of(delivery(100, "470")));

    assertThat(portfolio.positions()).isEmpty();
    assertThat(portfolio.cash()).isEqualByComparingTo("100500");
    assertThat(portfolio.closedTrades()).hasSize(2);
    booksBalance();
  }

  @Test
  void equityIsCashPlusMarksAndCommissionsAreSpentAtOnce() {
    AssetTable assets = new AssetTable();
    Portfolio marked = new Portfolio(assets, CAPITAL);
    marked.book(filled("a", CALL, 3, "1.00", "2"), order("a", CALL, 3), "s", Optional.empty(), "");
    MarketState market = new MarketState(assets);
    Rows rows = new Rows(assets).quote("2024-01-16T15:01:00Z", CALL, 1.4, 1.6);

    assertThat(marked.equity(market)).as("no mark yet: at the average price").isEqualTo(99_998);
    market.apply(rows.table(), 0, 1);
    marked.mark(market);

    assertThat(marked.equity(market)).isEqualTo(100_148);
    assertThat(marked.pnl("a")).hasValue(148);
  }

  @Property(tries = 300)
  void cashAndResultsFollowFromTheFillsAlone(
      @ForAll @Size(max = 60) List<@IntRange(min = -40, max = 40) Integer> quantities,
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Portfolio random = new Portfolio(new AssetTable(), CAPITAL);
    List<Asset> assets = List.of(CALL, PUT, SPY);
    BigDecimal cash = CAPITAL;
    Map<Asset, Integer> held = new LinkedHashMap<>();
    int number = 0;
    for (int quantity : quantities) {
      if (quantity == 0) {
        continue;
      }
      number++;
      Asset asset = assets.get(Math.floorMod(seed + 7 * number, 3));
      BigDecimal price = BigDecimal.valueOf(Math.floorMod(seed * 31L + number * 17L, 5_000), 2);
      BigDecimal commission = new BigDecimal("0.65");
      Fill fill =
          new Fill("f" + number, "o" + number, asset, quantity, price, commission, NOW, Set.of());
      Order order = order("o" + number, asset, quantity);
      random.book(
          new BrokerEvent.OrderFilled("o" + number, Math.abs(quantity), List.of(fill), NOW),
          order,
          number % 2 == 0 ? "even" : "odd",
          Optional.empty(),
          "");
      cash =
          cash.subtract(price.multiply(BigDecimal.valueOf((long) quantity * asset.multiplier())))
              .subtract(commission);
      held.merge(asset, quantity, Integer::sum);
    }

    assertThat(random.cash()).isEqualByComparingTo(cash);
    for (Asset asset : assets) {
      assertThat(random.quantity(asset)).isEqualTo(held.getOrDefault(asset, 0));
    }
    assertThat(ledgerSum(random)).isEqualByComparingTo("0");
    List<Trade> trades = new ArrayList<>(random.closedTrades());
    trades.addAll(random.openTrades());
    BigDecimal flows =
        trades.stream().map(Trade::realizedPnl).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(CAPITAL.add(flows)).isEqualByComparingTo(cash);
    assertThat(random.fees().doubleValue()).isCloseTo(0.65 * number, within(1e-9));
  }

  private void trade(
      String id,
      Asset asset,
      int quantity,
      String price,
      String fee,
      String strategy,
      Optional<String> closes) {
    portfolio.book(
        filled(id, asset, quantity, price, fee),
        order(id, asset, quantity),
        strategy,
        closes,
        "test");
  }

  private BrokerEvent.OrderFilled filled(
      String id, Asset asset, int quantity, String price, String fee) {
    Fill fill =
        new Fill(
            "f" + ++fills,
            id,
            asset,
            quantity,
            new BigDecimal(price),
            new BigDecimal(fee),
            NOW,
            Set.of());
    return new BrokerEvent.OrderFilled(id, Math.abs(quantity), List.of(fill), NOW);
  }

  private static Order order(String id, Asset asset, int quantity) {
    return Order.market(id, Math.abs(quantity), List.of(new Leg(asset, Integer.signum(quantity))));
  }

  private void settle(
      OptionContract contract,
      int quantity,
      BrokerEvent.OptionSettled.Kind kind,
      String price,
      Optional<Fill> delivery) {
    portfolio.book(
        new BrokerEvent.OptionSettled(
            contract, quantity, kind, new BigDecimal(price), BigDecimal.ZERO, delivery, "", NOW));
  }

  private Fill delivery(int shares, String strike) {
    return new Fill(
        "d" + ++fills,
        "settlement",
        SPY,
        shares,
        new BigDecimal(strike),
        BigDecimal.ZERO,
        NOW,
        Set.of());
  }

  private void booksBalance() {
    assertThat(ledgerSum(portfolio)).isEqualByComparingTo("0");
  }

  private static BigDecimal ledgerSum(Portfolio portfolio) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Ledger.Account account : Ledger.Account.values()) {
      sum = sum.add(portfolio.balance(account));
    }
    return sum;
  }
}
