/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.AccountState;
import io.optionskit.decision.Score;
import io.optionskit.decision.View;
import io.optionskit.market.Quote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A market and an account at one instant, to test a strategy, rule or sizer without engine, thread,
 * clock or mock.
 *
 * <pre>{@code
 * View view =
 *     TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(0, 7, 30).volatility(0.18).view();
 *
 * assertThat(new MyStrategy().decide(view)).doNothing();
 * }</pre>
 *
 * <p>Quotes come from a smile without arbitrage: bid and ask enclose the value on whole cents. What
 * is not said has a plain default: volatility 20 %, flat, no interest or dividends, markets two
 * cents wide, cash $100,000, nothing held. Single quotes can be replaced with {@link #quote}. The
 * chain carries implied volatilities and Greeks; they are those of the smile, or of the middle of a
 * replaced quote.
 *
 * <p>Settings of options refer to the underlying named last. Values are those of European options;
 * without interest and dividends an American one has the same. Used by one thread.
 */
public final class TestMarket {

  private static final String STRATEGY = "test";

  private final Instant now;
  private final TreeMap<String, TestListing> listings = new TreeMap<>();
  private final List<Position> positions = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();
  private final List<TradeToPrice> tradesToPrice = new ArrayList<>();
  private final List<WorkingOrder> orders = new ArrayList<>();
  private final TreeMap<OptionContract, Score> scores = new TreeMap<>();
  private Optional<Score> scoreOfAll = Optional.empty();
  private Optional<AccountState> account = Optional.empty();
  private BigDecimal cash = new BigDecimal("100000");
  private TestListing current;

  private record TradeToPrice(String tradeId, BigDecimal net, int quantity, List<Leg> legs) {}

  private TestMarket(Instant now, String underlying, double spot) {
    this.now = now;
    current = new TestListing(underlying, spot);
    listings.put(underlying, current);
  }

  /**
   * Starts a market.
   *
   * @param newYorkTime date and time in New York, such as {@code 2024-03-15T10:00}
   * @param underlying ticker
   * @param spot its price, &gt; 0
   * @return a market to be completed
   */
  public static TestMarket at(String newYorkTime, String underlying, double spot) {
    Instant now =
        LocalDateTime.parse(newYorkTime).atZone(TradingCalendar.usOptions().zone()).toInstant();
    return at(now, underlying, spot);
  }

  /**
   * Starts a market.
   *
   * @param now what the view shows as now
   * @param underlying ticker
   * @param spot its price, &gt; 0
   * @return a market to be completed
   */
  public static TestMarket at(Instant now, String underlying, double spot) {
    return new TestMarket(now, underlying, spot);
  }

  /**
   * Adds another underlying; settings of options that follow refer to it.
   *
   * @param underlying ticker
   * @param spot its price, &gt; 0
   * @return this
   */
  public TestMarket and(String underlying, double spot) {
    current = new TestListing(underlying, spot);
    listings.put(underlying, current);
    return this;
  }

  /**
   * Sets the root under which the options are listed; without it, the ticker.
   *
   * @param root option root, such as {@code SPXW}
   * @return this
   */
  public TestMarket root(String root) {
    current.root = root;
    return this;
  }

  /**
   * Lists options some calendar days ahead.
   *
   * @param daysAhead days from the date in New York; a date on which the exchanges are closed is
   *     moved to the trading day before
   * @return this
   */
  public TestMarket expiring(int... daysAhead) {
    Arrays.stream(daysAhead).mapToObj(this::expiry).forEach(current.expiries::add);
    return this;
  }

  /**
   * Lists options of given expiry dates.
   *
   * @param dates expiry dates, as they stand
   * @return this
   */
  public TestMarket expiring(LocalDate... dates) {
    current.expiries.addAll(Arrays.asList(dates));
    return this;
  }

  /**
   * Sets the strikes; without it, 20 % to either side of the spot in steps of 0.50 below $25, 1
   * below $1,000, else 5.
   *
   * @param lowest lowest strike, dollars, &gt; 0
   * @param highest highest strike, dollars
   * @param step distance of strikes, dollars, &gt; 0
   * @return this
   */
  public TestMarket strikes(double lowest, double highest, double step) {
    current.strikes = TestListing.strikes(lowest, highest, step);
    return this;
  }

  /**
   * Sets the volatility; all strikes have it unless {@link #skew} is set too.
   *
   * @param annual annual volatility at the money, 0.18 = 18 %, &gt; 0
   * @return this
   */
  public TestMarket volatility(double annual) {
    if (!(annual > 0 && annual < 10)) {
      throw new IllegalArgumentException("volatility must lie between 0 and 10: " + annual);
    }
    current.smile = new Smile(annual, current.smile.isFlat(), current.smile.correlation());
    return this;
  }

  /**
   * Bends the volatilities into a smile, steeper for near expiries as in real markets.
   *
   * <p>With −0.5 the 25-delta put of a week is about six points of volatility dearer than the call.
   *
   * @param correlation above −1 and below 1; negative makes puts dearer than calls, 0 gives a
   *     symmetric smile
   * @return this
   */
  public TestMarket skew(double correlation) {
    if (!(correlation > -1 && correlation < 1)) {
      throw new IllegalArgumentException("skew must lie between -1 and 1: " + correlation);
    }
    current.smile = new Smile(current.smile.volatility(), false, correlation);
    return this;
  }

  /**
   * Sets interest and dividends.
   *
   * @param rate risk-free rate, continuously compounded, per year; 0.05 = 5 %
   * @param dividendYield dividend yield, continuously compounded, per year
   * @return this
   */
  public TestMarket rates(double rate, double dividendYield) {
    current.rate = rate;
    current.dividendYield = dividendYield;
    return this;
  }

  /**
   * Sets the width of the markets around the value, to which whole cents are added.
   *
   * @param dollars distance from bid to ask per share, &ge; 0; 0.02 without it
   * @return this
   */
  public TestMarket spread(double dollars) {
    if (!(dollars >= 0)) {
      throw new IllegalArgumentException("spread must not be negative: " + dollars);
    }
    current.spread = dollars;
    return this;
  }

  /**
   * Sets size, volume and open interest of all options.
   *
   * @param size contracts at bid and ask, 100 without it; −1 for unknown
   * @param volume contracts traded in the session so far, 1000 without it; −1 for unknown
   * @param openInterest contracts, 5000 without it; −1 for unknown
   * @return this
   */
  public TestMarket liquidity(int size, long volume, int openInterest) {
    current.size = size;
    current.volume = volume;
    current.openInterest = openInterest;
    return this;
  }

  /**
   * Replaces the quote of a contract, or lists it.
   *
   * @param contract contract on the underlying named last
   * @param bid bid per share, {@code NaN} for none
   * @param ask ask per share, {@code NaN} for none
   * @return this
   */
  public TestMarket quote(OptionContract contract, double bid, double ask) {
    return quote(contract, Quote.of(bid, ask, Double.NaN, current.size, current.size, now, now));
  }

  /**
   * Replaces the quote of a contract, or lists it.
   *
   * @param contract contract on the underlying named last
   * @param quote its quote, with an event time of its own if it is to be stale
   * @return this
   */
  public TestMarket quote(OptionContract contract, Quote quote) {
    current.quotes.put(contract, quote);
    return this;
  }

  /**
   * Returns a call on the underlying named last, to be used in quotes, positions and assertions.
   *
   * @param daysAhead calendar days to expiry, as in {@link #expiring(int...)}
   * @param strike exercise price, dollars
   * @return the contract, whether listed or not
   */
  public OptionContract call(int daysAhead, double strike) {
    return current.contract(expiry(daysAhead), OptionType.CALL, BigDecimal.valueOf(strike));
  }

  /**
   * Returns a put on the underlying named last, to be used in quotes, positions and assertions.
   *
   * @param daysAhead calendar days to expiry, as in {@link #expiring(int...)}
   * @param strike exercise price, dollars
   * @return the contract, whether listed or not
   */
  public OptionContract put(int daysAhead, double strike) {
    return current.contract(expiry(daysAhead), OptionType.PUT, BigDecimal.valueOf(strike));
  }

  /**
   * Sets the cash of the account.
   *
   * @param dollars cash, such as {@code "25000.00"}
   * @return this
   */
  public TestMarket cash(String dollars) {
    cash = new BigDecimal(dollars);
    return this;
  }

  /**
   * Adds a position that belongs to no trade of the strategy.
   *
   * @param asset contract or underlying
   * @param quantity signed units, not 0
   * @param averagePrice price per share at which it was traded, such as {@code "1.25"}
   * @return this
   */
  public TestMarket position(Asset asset, int quantity, String averagePrice) {
    positions.add(new Position(asset, quantity, new BigDecimal(averagePrice)));
    return this;
  }

  /**
   * Adds an open trade of the strategy, and its legs to the positions at their marks of now.
   *
   * @param tradeId full id of the trade
   * @param net price per unit at which it was opened: positive = paid, negative = received, such as
   *     {@code "-1.20"}
   * @param quantity units, &gt; 0
   * @param legs what one unit opened
   * @return this
   */
  public TestMarket openTrade(String tradeId, String net, int quantity, Leg... legs) {
    tradesToPrice.add(new TradeToPrice(tradeId, new BigDecimal(net), quantity, List.of(legs)));
    return this;
  }

  /**
   * Adds an open trade as it stands, without positions.
   *
   * @param trade the trade
   * @return this
   */
  public TestMarket openTrade(Trade trade) {
    trades.add(trade);
    return this;
  }

  /**
   * Adds an order of the strategy that works at the broker.
   *
   * @param order the order
   * @return this
   */
  public TestMarket workingOrder(Order order) {
    orders.add(new WorkingOrder(order, STRATEGY, OrderState.SUBMITTED, 0, now));
    return this;
  }

  /**
   * Sets what the model says of every contract.
   *
   * @param probability 0 to 1
   * @return this
   */
  public TestMarket score(double probability) {
    scoreOfAll = Optional.of(new Score(probability, STRATEGY, "1"));
    return this;
  }

  /**
   * Sets what the model says of one contract.
   *
   * @param contract near leg
   * @param probability 0 to 1
   * @return this
   */
  public TestMarket score(OptionContract contract, double probability) {
    scores.put(contract, new Score(probability, STRATEGY, "1"));
    return this;
  }

  /**
   * Sets what limits on the whole account are measured against; without it, the strategy's own
   * trades and orders.
   *
   * @param state account over all strategies
   * @return this
   */
  public TestMarket account(AccountState state) {
    account = Optional.of(state);
    return this;
  }

  /**
   * Returns what a strategy would see.
   *
   * @return an immutable view; later changes of this market do not reach it
   */
  public View view() {
    TestView market = new TestView(now, listings.values(), scores, scoreOfAll);
    List<Position> held = new ArrayList<>(positions);
    List<Trade> open = new ArrayList<>(trades);
    for (TradeToPrice trade : tradesToPrice) {
      open.add(priced(trade));
      for (Leg leg : trade.legs()) {
        held.add(new Position(leg.asset(), leg.ratio() * trade.quantity(), markedAt(market, leg)));
      }
    }
    return market.with(cash, held, open, orders, account);
  }

  private Trade priced(TradeToPrice trade) {
    int multiplier =
        trade.legs().stream().mapToInt(leg -> leg.asset().multiplier()).max().orElse(1);
    BigDecimal units = BigDecimal.valueOf((long) trade.quantity() * multiplier);
    return new Trade(
        trade.tradeId(),
        STRATEGY,
        trade.legs(),
        trade.quantity(),
        now,
        trade.net().multiply(units).negate(),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  private static BigDecimal markedAt(View market, Leg leg) {
    double mark =
        market
            .mark(leg.asset())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a leg of an open trade must be listed: " + leg.asset().symbol()));
    return BigDecimal.valueOf(mark);
  }

  private LocalDate expiry(int daysAhead) {
    LocalDate date = TradingCalendar.usOptions().tradingDateAt(now).plusDays(daysAhead);
    return ExpiryRules.usOptions().settlementDay(date);
  }

  static Quote quoteOf(Underlying underlying, double spot, Instant now) {
    return underlying.isIndex()
        ? Quote.of(Double.NaN, Double.NaN, spot, -1, -1, now, now)
        : Quote.of(
            TestListing.cents(Math.rint(100 * spot) - 1),
            TestListing.cents(Math.rint(100 * spot) + 1),
            spot,
            100,
            100,
            now,
            now);
  }
}
