/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.broker.FillModel;
import io.optionskit.broker.SimulatedBroker;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.spi.Broker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

class SimulatedBrokerComplianceTest extends BrokerCompliance {

  private static final OptionContract NEAR = OptionContract.parse("SPY240322P00505000");
  private static final OptionContract FAR = OptionContract.parse("SPY240322P00500000");
  private static final OptionContract UNKNOWN = OptionContract.parse("SPY240322P00100000");

  private final AssetTable assets = new AssetTable();
  private final MarketState market = new MarketState(assets);
  private final SimulatedBroker broker =
      new SimulatedBroker(
          FillModel.touch(),
          (order, quantity, prices, month) ->
              prices.stream().map(price -> new BigDecimal("0.65")).toList(),
          new BigDecimal("100000"));
  private Instant now = Instant.parse("2024-03-15T14:00:00Z");

  @Override
  protected Broker broker() {
    return broker;
  }

  @Override
  protected Order marketable(String orderId) {
    return order(orderId, NEAR, "-1.00");
  }

  @Override
  protected Order resting(String orderId) {
    return order(orderId, NEAR, "-4.00");
  }

  @Override
  protected OrderPrice otherRestingPrice() {
    return OrderPrice.limit(new BigDecimal("-3.90"));
  }

  @Override
  protected Order refused(String orderId) {
    return order(orderId, UNKNOWN, "-1.00");
  }

  @Override
  protected Instant now() {
    return now;
  }

  @Override
  protected void settle() {
    now = now.plusSeconds(60);
    QuoteTable rows =
        QuoteTable.builder(assets)
            .add(EpochNanos.of(now), assets.idOf(NEAR), 3.00, 3.10, Double.NaN, 1, 1, -1, -1)
            .add(EpochNanos.of(now), assets.idOf(FAR), 1.70, 1.80, Double.NaN, 1, 1, -1, -1)
            .build();
    market.apply(rows, 0, rows.rows());
    broker.onMarket(market, now);
  }

  private static Order order(String orderId, OptionContract sold, String limit) {
    return Order.limit(orderId, 2, List.of(Leg.sell(sold), Leg.buy(FAR)), new BigDecimal(limit));
  }
}
