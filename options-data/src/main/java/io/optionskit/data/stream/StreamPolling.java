/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for quotes elsewhere while a stream is down. What it keeps is guarded by the lock of the
 * stream; the asking itself is done by a worker without it.
 */
final class StreamPolling {

  private static final Logger LOG = LoggerFactory.getLogger(StreamPolling.class);

  private final ReentrantLock lock;
  private final StreamSettings settings;
  private final StreamClock clock;
  private final WantedAssets wanted;
  private final Consumer<StreamEvent> out;
  private final Feed feed;
  private final StreamClock.@Nullable Worker poller;
  private Runnable timer = () -> {};
  private boolean isDue;
  private boolean isPolling;
  private long polls;

  StreamPolling(
      StreamAccess access,
      Feed feed,
      ReentrantLock lock,
      WantedAssets wanted,
      Consumer<StreamEvent> out) {
    this.lock = lock;
    this.wanted = wanted;
    this.out = out;
    this.feed = feed;
    settings = access.settings();
    clock = access.clock();
    poller =
        access.fallback().isEmpty()
            ? null
            : clock.worker("optionskit-stream-poll", () -> poll(access.fallback().get()));
  }

  boolean isPolling() {
    return isPolling;
  }

  long polls() {
    return polls;
  }

  /** The stream is down: begins to count the time, unless it is counted already. */
  void streamIsDown() {
    if (poller != null && !isPolling && !isDue) {
      isDue = true;
      timer = clock.after(settings.pollAfter(), () -> locked(this::start));
    }
  }

  private void start() {
    if (isDue) {
      isDue = false;
      isPolling = true;
      tell(StatusEvent.Kind.POLLING, "the stream is down: chains are asked instead");
      wake();
    }
  }

  private void wake() {
    if (isPolling && poller != null) {
      poller.wake();
      timer = clock.after(settings.pollEvery(), () -> locked(this::wake));
    }
  }

  /** The stream is live again. */
  void streamIsBack() {
    boolean wasPolling = isPolling;
    stop();
    if (wasPolling) {
      tell(StatusEvent.Kind.POLLING_ENDED, "the stream is back");
    }
  }

  private void stop() {
    timer.run();
    isDue = false;
    isPolling = false;
  }

  /** Ends it for good; a question that is being asked is interrupted. */
  void close() {
    locked(this::stop);
    if (poller != null) {
      poller.stop(Duration.ofMillis(1));
    }
  }

  /** Asks once, on the poller's thread; what comes after the stream is back is dropped. */
  private void poll(StreamFallback fallback) {
    List<Asset> assets = new ArrayList<>();
    locked(
        () -> {
          if (isPolling) {
            assets.addAll(wanted.all());
            polls += assets.isEmpty() ? 0 : 1;
          }
        });
    if (assets.isEmpty()) {
      return;
    }
    try {
      List<StreamEvent> answers = fallback.poll(assets, clock.now());
      locked(
          () -> {
            if (isPolling) {
              answers.forEach(event -> wanted.pass(event, clock.now()));
            }
          });
    } catch (ProviderException e) {
      locked(() -> tell(StatusEvent.Kind.FAILED, "no chain instead: " + e.reason()));
    } catch (RuntimeException e) {
      LOG.warn(
          "{}: the source asked instead failed: {}", feed.source(), e.getClass().getSimpleName());
      locked(() -> tell(StatusEvent.Kind.FAILED, "no chain instead"));
    }
  }

  private void tell(StatusEvent.Kind kind, String text) {
    out.accept(new StatusEvent(kind, text, clock.now(), feed));
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
