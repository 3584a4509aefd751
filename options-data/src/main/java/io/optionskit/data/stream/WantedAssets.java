/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.market.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The assets that a stream is asked for, and what may pass of what comes: events of these assets,
 * under the names by which they were asked for, and no quote that is older than one before it. One
 * thread at a time.
 */
final class WantedAssets {

  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final Consumer<StreamEvent> out;
  private final Map<String, Asset> wanted = new LinkedHashMap<>();
  private final Map<Asset, Instant> quotedAt = new LinkedHashMap<>();
  private long events;
  private long unwanted;
  private long late;

  WantedAssets(Consumer<StreamEvent> out) {
    this.out = out;
  }

  /** Returns those that are not asked for yet, each once. */
  List<Asset> newOnes(Collection<? extends Asset> assets) {
    Map<String, Asset> added = new LinkedHashMap<>();
    for (Asset asset : assets) {
      if (!wanted.containsKey(asset.symbol())) {
        added.putIfAbsent(asset.symbol(), asset);
      }
    }
    return List.copyOf(added.values());
  }

  void add(Collection<Asset> assets) {
    assets.forEach(asset -> wanted.put(asset.symbol(), asset));
  }

  /** Returns those that were asked for, and forgets them. */
  List<Asset> remove(Collection<? extends Asset> assets) {
    List<Asset> removed = new ArrayList<>();
    for (Asset asset : assets) {
      Asset known = wanted.remove(asset.symbol());
      if (known != null) {
        removed.add(known);
        quotedAt.remove(known);
      }
    }
    return removed;
  }

  List<Asset> all() {
    return List.copyOf(wanted.values());
  }

  int size() {
    return wanted.size();
  }

  /** Returns the name by which an asset was asked for, or its own if it was not. */
  Asset known(Asset asset) {
    return wanted.getOrDefault(asset.symbol(), asset);
  }

  long events() {
    return events;
  }

  long unwanted() {
    return unwanted;
  }

  long late() {
    return late;
  }

  /** Hands on what is said of no asset. */
  void passStatus(StatusEvent status) {
    events++;
    out.accept(status);
  }

  /** Hands an event on if it was asked for, under the name it was asked for by. */
  void pass(StreamEvent event, Instant now) {
    Optional<Asset> subject = subject(event);
    if (subject.isPresent()) {
      Asset asset = wanted.get(subject.get().symbol());
      if (asset == null) {
        unwanted++;
        return;
      }
      if (event instanceof QuoteEvent quote && !isNews(asset, quote.quote().eventTime(), now)) {
        late++;
        return;
      }
      events++;
      out.accept(asset.equals(subject.get()) ? event : renamed(event, asset));
    } else {
      events++;
      out.accept(event);
    }
  }

  private static Optional<Asset> subject(StreamEvent event) {
    if (event instanceof QuoteEvent quote) {
      return Optional.of(quote.asset());
    } else if (event instanceof TradeEvent trade) {
      return Optional.of(trade.asset());
    } else if (event instanceof ValueEvent value) {
      return Optional.of(value.asset());
    } else if (event instanceof BarEvent bar) {
      return Optional.of(bar.bar().asset());
    }
    return Optional.empty();
  }

  private static StreamEvent renamed(StreamEvent event, Asset asset) {
    if (event instanceof QuoteEvent e) {
      return new QuoteEvent(asset, e.quote(), e.feed());
    } else if (event instanceof TradeEvent e) {
      return new TradeEvent(
          asset,
          e.price(),
          e.size(),
          e.exchange(),
          e.conditions(),
          e.eventTime(),
          e.receiveTime(),
          e.feed());
    } else if (event instanceof ValueEvent e) {
      return new ValueEvent(asset, e.kind(), e.value(), e.eventTime(), e.receiveTime(), e.feed());
    } else if (event instanceof BarEvent e) {
      Bar bar = e.bar();
      return new BarEvent(
          new Bar(
              asset,
              bar.start(),
              bar.end(),
              bar.open(),
              bar.high(),
              bar.low(),
              bar.close(),
              bar.volume()),
          e.receiveTime(),
          e.feed());
    }
    return event;
  }

  /** A time ahead of ours says nothing of what is old: one such must not shut out all after it. */
  private boolean isNews(Asset asset, Instant eventTime, Instant now) {
    Instant before = quotedAt.get(asset);
    if (before != null && eventTime.isBefore(before)) {
      return false;
    }
    if (eventTime.isBefore(now.plus(CLOCKS_APART))) {
      quotedAt.put(asset, eventTime);
    }
    return true;
  }
}
