/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes streams of a protocol: what a provider's class of streams stands on. Any thread. */
public final class MarketStream implements StreamSource {

  private final Supplier<? extends StreamProtocol> protocol;
  private final StreamAccess access;

  private MarketStream(Supplier<? extends StreamProtocol> protocol, StreamAccess access) {
    this.protocol = protocol;
    this.access = access;
  }

  /**
   * Returns a source of streams.
   *
   * @param protocol makes the protocol of each stream
   * @param access how the server is reached
   * @return source
   */
  public static MarketStream of(Supplier<? extends StreamProtocol> protocol, StreamAccess access) {
    return new MarketStream(protocol, access);
  }

  @Override
  public StreamSession connect(Consumer<? super StreamEvent> handler) {
    Session session = new Session(protocol.get(), access, handler);
    session.connection.start();
    return session;
  }

  private static final class Session implements StreamSession {

    private static final Logger LOG = LoggerFactory.getLogger(MarketStream.class);

    private final StreamAccess access;
    private final Consumer<? super StreamEvent> handler;
    private final EventQueue queue;
    private final StreamClock.Worker delivery;
    private final StreamConnection connection;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean isStopped;

    Session(StreamProtocol protocol, StreamAccess access, Consumer<? super StreamEvent> handler) {
      this.access = access;
      this.handler = handler;
      queue = new EventQueue(access.settings().capacity());
      delivery =
          access
              .clock()
              .worker("optionskit-stream-" + protocol.rules().feed().source(), this::deliver);
      connection =
          new StreamConnection(
              protocol,
              access,
              event -> {
                queue.put(event);
                delivery.wake();
              });
    }

    private void deliver() {
      for (Optional<StreamEvent> event = queue.poll();
          event.isPresent() && !isStopped;
          event = queue.poll()) {
        handOver(event.get());
      }
    }

    /** A handler that throws keeps its stream; the failure is counted and told once in the log. */
    @SuppressWarnings("CatchingUnchecked")
    private void handOver(StreamEvent event) {
      try {
        handler.accept(event);
      } catch (RuntimeException e) {
        if (failures.incrementAndGet() == 1) {
          LOG.warn("the handler of a stream failed; further failures are counted only", e);
        }
      }
    }

    @Override
    public void subscribe(Collection<? extends Asset> assets) {
      connection.subscribe(assets);
    }

    @Override
    public void unsubscribe(Collection<? extends Asset> assets) {
      connection.unsubscribe(assets);
    }

    @Override
    public StreamCounts counts() {
      return connection.counts(queue, failures.get());
    }

    @Override
    public void close() {
      connection.close();
      if (!delivery.stop(access.settings().stopWithin())) {
        isStopped = true;
        LOG.warn("the handler of a stream did not end in time; {} events dropped", queue.size());
      }
    }
  }
}
