/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.decision.AccountState;
import io.optionskit.decision.Score;
import io.optionskit.decision.View;
import io.optionskit.market.MarketState;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.ChainAnalytics;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A view of a market without an account. */
record MarketView(MarketState market, Instant now, ChainAnalytics analytics) implements View {

  @Override
  public TradingCalendar calendar() {
    return TradingCalendar.usOptions();
  }

  @Override
  public List<String> underlyings() {
    return List.of();
  }

  @Override
  public OptionChain chain(String underlying) {
    OptionChain chain = market.chain(underlying, now, calendar().tradingDateAt(now));
    return chain.withColumns(analytics.analyse(chain));
  }

  @Override
  public Optional<Quote> findQuote(Asset asset) {
    return market.findQuote(asset);
  }

  @Override
  public OptionalDouble mark(Asset asset) {
    int id = market.assets().findId(asset);
    double mark = id < 0 ? Double.NaN : market.mark(id);
    return Double.isNaN(mark) ? OptionalDouble.empty() : OptionalDouble.of(mark);
  }

  @Override
  public List<Position> positions() {
    return List.of();
  }

  @Override
  public List<Trade> openTrades() {
    return List.of();
  }

  @Override
  public List<WorkingOrder> workingOrders() {
    return List.of();
  }

  @Override
  public BigDecimal cash() {
    return BigDecimal.ZERO;
  }

  @Override
  public double equity() {
    return 0;
  }

  @Override
  public AccountState account() {
    return AccountState.untouched(0);
  }

  @Override
  public Optional<Score> score(OptionContract contract) {
    return Optional.empty();
  }
}
