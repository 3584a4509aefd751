/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Asset;
import io.optionskit.event.BrokerEvent;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.OrderState;
import io.optionskit.spi.Broker;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.BrokerSnapshot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A broker that does what a test tells it to, faults included.
 *
 * <p>Without a script it accepts every order, fills none, and carries out every replace and cancel
 * at once.
 *
 * <pre>{@code
 * FakeBroker broker =
 *     FakeBroker.create()
 *         .onPlace("condor-1", accept().lost(), fill(1, "0.55", "1.10").after(Duration.ofSeconds(2)).twice());
 * BrokerSession session = broker.connect(events::add);
 * session.send(new OrderRequest.Place(order, now));
 * broker.advanceTo(now.plusSeconds(2));
 * }</pre>
 *
 * <p>Its time is that of the requests and of {@link #advanceTo}. What happens at once is reported
 * within the call that causes it, on the same thread. {@link BrokerSession#snapshot()} shows what
 * is true at the broker, reported or not. Used by one thread.
 */
public final class FakeBroker implements Broker {

  private static final List<BrokerStep> ACCEPT = List.of(BrokerStep.accept());
  private static final List<BrokerStep> CANCEL = List.of(BrokerStep.cancel("cancelled"));
  private static final List<BrokerStep> REPLACE = List.of(BrokerStep.replace());

  private final FakeBook book = new FakeBook(new BigDecimal("100000"));
  private final Map<Class<?>, List<BrokerStep>> defaults = new LinkedHashMap<>();
  private final TreeMap<String, List<BrokerStep>> scripts = new TreeMap<>();
  private final TreeMap<Asset, BigDecimal> prices = new TreeMap<>();
  private final List<OrderRequest> requests = new ArrayList<>();
  private final PriorityQueue<Scheduled> schedule = new PriorityQueue<>();
  private final List<BrokerEvent> heldBack = new ArrayList<>();
  private Consumer<BrokerEvent> sink = event -> {};
  private BigDecimal commission = BigDecimal.ZERO;
  private Instant now = Instant.MIN;
  private boolean isConnected = true;
  private long sequence;

  private record Scheduled(Instant at, long number, Runnable action)
      implements Comparable<Scheduled> {
    @Override
    public int compareTo(Scheduled other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private FakeBroker() {
    defaults.put(OrderRequest.Place.class, ACCEPT);
    defaults.put(OrderRequest.Cancel.class, CANCEL);
    defaults.put(OrderRequest.Replace.class, REPLACE);
  }

  /**
   * Returns a broker with a flat account that holds $100,000.
   *
   * @return the broker, without a script
   */
  public static FakeBroker create() {
    return new FakeBroker();
  }

  /**
   * Sets the price at which an asset is filled where a step names none.
   *
   * @param asset contract or underlying
   * @param price price per share, such as {@code "1.25"}
   * @return this
   */
  public FakeBroker price(Asset asset, String price) {
    prices.put(asset, new BigDecimal(price));
    return this;
  }

  /**
   * Sets what every fill of a leg costs beside its price.
   *
   * @param dollars commission, such as {@code "0.65"}; 0 without it
   * @return this
   */
  public FakeBroker commission(String dollars) {
    commission = new BigDecimal(dollars);
    return this;
  }

  /**
   * Sets what happens to orders that have no script of their own.
   *
   * @param steps what is done, in order where times are equal; none for a broker that never answers
   * @return this
   */
  public FakeBroker onPlace(BrokerStep... steps) {
    defaults.put(OrderRequest.Place.class, List.of(steps));
    return this;
  }

  /**
   * Sets what happens to one order.
   *
   * @param orderId full id of the order
   * @param steps what is done
   * @return this
   */
  public FakeBroker onPlace(String orderId, BrokerStep... steps) {
    scripts.put(key(OrderRequest.Place.class, orderId), List.of(steps));
    return this;
  }

  /**
   * Sets what happens when a cancel is asked for.
   *
   * @param steps what is done; none for a cancel that is ignored
   * @return this
   */
  public FakeBroker onCancel(BrokerStep... steps) {
    defaults.put(OrderRequest.Cancel.class, List.of(steps));
    return this;
  }

  /**
   * Sets what happens when a cancel of one order is asked for.
   *
   * @param orderId full id of the order
   * @param steps what is done, such as a fill that comes first
   * @return this
   */
  public FakeBroker onCancel(String orderId, BrokerStep... steps) {
    scripts.put(key(OrderRequest.Cancel.class, orderId), List.of(steps));
    return this;
  }

  /**
   * Sets what happens when another price is asked for.
   *
   * @param steps what is done; none for a replace that is ignored
   * @return this
   */
  public FakeBroker onReplace(BrokerStep... steps) {
    defaults.put(OrderRequest.Replace.class, List.of(steps));
    return this;
  }

  /**
   * Returns what was asked of the broker and reached it.
   *
   * @return requests in order, repeated ones too
   */
  public List<OrderRequest> requests() {
    return List.copyOf(requests);
  }

  /**
   * Lets time pass: does and reports what is due.
   *
   * @param instant new time of the broker; an earlier one than now changes nothing
   */
  public void advanceTo(Instant instant) {
    while (!schedule.isEmpty() && !schedule.element().at().isAfter(instant)) {
      Scheduled next = schedule.remove();
      now = later(now, next.at());
      next.action().run();
    }
    now = later(now, instant);
  }

  /**
   * Cuts the connection: requests fail, reports are held back. What happens at the broker goes on.
   */
  public void disconnect() {
    isConnected = false;
  }

  /** Restores the connection and reports what was held back. */
  public void reconnect() {
    isConnected = true;
    List<BrokerEvent> missed = List.copyOf(heldBack);
    heldBack.clear();
    missed.forEach(sink);
  }

  /** Restores the connection; what was held back is never reported. */
  public void reconnectWithLostReports() {
    heldBack.clear();
    reconnect();
  }

  /**
   * Books and reports a trade that nobody asked for here: a manual one, or an assignment overnight.
   *
   * @param fill the execution
   * @param isReported false for one that only the snapshot shows
   */
  public void tradeElsewhere(Fill fill, boolean isReported) {
    book.book(fill);
    if (isReported) {
      report(
          new BrokerEvent.OrderFilled(
              fill.orderId(), Math.abs(fill.quantity()), List.of(fill), fill.at()));
    }
  }

  /**
   * Posts and reports cash, such as a dividend.
   *
   * @param posted what and why
   */
  public void post(BrokerEvent.CashPosted posted) {
    book.post(posted.amount());
    report(posted);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Reports go to the sink of the last session opened.
   */
  @Override
  public BrokerSession connect(Consumer<BrokerEvent> eventSink) {
    if (!isConnected) {
      throw disconnected();
    }
    sink = eventSink;
    return new Session(eventSink);
  }

  private void receive(OrderRequest request) {
    requests.add(request);
    Instant at = request.at();
    advanceTo(at);
    if (request instanceof OrderRequest.Place place
        && book.orders.putIfAbsent(request.orderId(), new FakeBook.Entry(place.order(), at))
            != null) {
      return; // the same order again is the same order
    }
    FakeBook.Entry entry = book.orders.get(request.orderId());
    if (entry == null) {
      return; // a change of an order that was never placed
    }
    for (BrokerStep step : script(request)) {
      schedule(now.plus(step.delay), () -> happen(step, entry, request));
    }
    advanceTo(at);
  }

  private List<BrokerStep> script(OrderRequest request) {
    List<BrokerStep> own = scripts.get(key(request.getClass(), request.orderId()));
    return own != null ? own : defaults.getOrDefault(request.getClass(), List.of());
  }

  private void happen(BrokerStep step, FakeBook.Entry entry, OrderRequest request) {
    String orderId = entry.order.orderId();
    if (!entry.state.isOpen()) {
      return;
    }
    switch (step.kind) {
      case ACCEPT -> {
        entry.state = entry.state == OrderState.PENDING ? OrderState.SUBMITTED : entry.state;
        String brokerOrderId = "fake-" + ++sequence;
        report(step, at -> new BrokerEvent.OrderAccepted(orderId, brokerOrderId, at));
      }
      case REJECT -> {
        if (entry.filled == 0) {
          entry.state = OrderState.REJECTED;
          report(step, at -> new BrokerEvent.OrderRejected(orderId, step.reason, at));
        }
      }
      case CANCEL -> {
        entry.state = OrderState.CANCELLED;
        report(step, at -> new BrokerEvent.OrderCancelled(orderId, step.reason, at));
      }
      case REPLACE -> {
        if (request instanceof OrderRequest.Replace replace) {
          entry.order = entry.order.withPrice(replace.price());
          report(step, at -> new BrokerEvent.OrderReplaced(orderId, replace.price(), at));
        }
      }
      case FILL -> fill(step, entry);
    }
  }

  private void fill(BrokerStep step, FakeBook.Entry entry) {
    Order order = entry.order;
    int quantity = Math.min(step.quantity, entry.open());
    List<BigDecimal> legPrices = legPrices(step, order);
    List<Fill> fills = new ArrayList<>();
    for (int i = 0; i < legPrices.size(); i++) {
      Leg leg = order.legs().get(i);
      String fillId = "fake-fill-" + ++sequence;
      int units = quantity * leg.ratio();
      fills.add(
          new Fill(
              fillId,
              order.orderId(),
              leg.asset(),
              units,
              legPrices.get(i),
              commission,
              now,
              Set.of()));
    }
    fills.forEach(book::book);
    entry.filled += quantity;
    entry.state = entry.filled == order.quantity() ? OrderState.FILLED : OrderState.PARTIAL;
    report(step, at -> new BrokerEvent.OrderFilled(order.orderId(), quantity, fills, at));
  }

  private List<BigDecimal> legPrices(BrokerStep step, Order order) {
    List<Leg> legs = order.legs();
    if (step.legPrices.size() == legs.size()) {
      return step.legPrices;
    }
    if (step.legPrices.isEmpty()
        && legs.stream().allMatch(leg -> prices.containsKey(leg.asset()))) {
      return legs.stream().map(leg -> prices.getOrDefault(leg.asset(), BigDecimal.ZERO)).toList();
    }
    if (step.legPrices.isEmpty()
        && legs.size() == 1
        && order.price() instanceof OrderPrice.Limit limit) {
      BigDecimal ratio = BigDecimal.valueOf(legs.get(0).ratio());
      return List.of(limit.net().divide(ratio, MathContext.DECIMAL64));
    }
    throw new IllegalStateException(
        "fill of "
            + order.orderId()
            + " needs a price for each of its "
            + legs.size()
            + " legs, in the step or by price(...)");
  }

  private void report(BrokerStep step, java.util.function.Function<Instant, BrokerEvent> event) {
    Instant due = now.plus(step.reportDelay);
    for (int i = 0; i < step.reports; i++) {
      if (step.reportDelay.isZero()) {
        report(event.apply(now));
      } else {
        schedule(due, () -> report(event.apply(due)));
      }
    }
  }

  private void report(BrokerEvent event) {
    if (isConnected) {
      sink.accept(event);
    } else {
      heldBack.add(event);
    }
  }

  private void schedule(Instant at, Runnable action) {
    schedule.add(new Scheduled(at, ++sequence, action));
  }

  private static String key(Class<?> kind, String orderId) {
    return kind.getSimpleName() + " " + orderId;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static BrokerException disconnected() {
    return new BrokerException(BrokerException.Reason.UNAVAILABLE, "not connected");
  }

  private final class Session implements BrokerSession {

    private final Consumer<BrokerEvent> own;
    private boolean isOpen = true;

    Session(Consumer<BrokerEvent> own) {
      this.own = own;
    }

    @Override
    public void send(OrderRequest request) {
      check();
      receive(request);
    }

    @Override
    public BrokerSnapshot snapshot() {
      check();
      return book.snapshot();
    }

    @Override
    public void close() {
      isOpen = false;
      if (sink == own) {
        sink = event -> {};
      }
    }

    private void check() {
      if (!isOpen || !isConnected) {
        throw disconnected();
      }
    }
  }
}
