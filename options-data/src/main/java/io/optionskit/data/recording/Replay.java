/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.data.http.Wire;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.stream.StreamClock;
import io.optionskit.data.stream.StreamWire;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Answers requests from an archive in place of the network, and tells the time at which each answer
 * was recorded.
 *
 * <pre>{@code
 * Replay replay = Replay.of(archive);
 * CboeMarket market = CboeMarket.of(replay.access(ProviderAccess.at(CboeMarket.HOME)));
 * }</pre>
 *
 * <p>The same requests in the same order get the same answers at the same times, on every machine.
 * What was asked several times is answered in the recorded order; a connection that broke breaks
 * again. A request that was not recorded is a {@link ProviderException} that names the nearest
 * ones.
 *
 * <p>May be used by several threads; each sees the time of the answer that it had last.
 */
public final class Replay implements Wire {

  private static final int ANY_RATE = 1_000_000;

  private final Archive archive;
  private final CallFinder finder;
  private final RecordedTime time;

  private Replay(Archive archive, ReplaySettings settings, Optional<InstantSource> clock) {
    this.archive = archive;
    finder = new CallFinder(archive, settings);
    time = new RecordedTime(archive, clock);
  }

  /**
   * Returns a replay with the settings that suit the archive.
   *
   * @param archive an open archive; not closed by the replay
   * @return a replay from the start
   */
  public static Replay of(Archive archive) {
    return of(archive, ReplaySettings.of(archive));
  }

  /**
   * Returns a replay.
   *
   * @param archive an open archive; not closed by the replay
   * @param settings how answers are found
   * @return a replay from the start
   */
  public static Replay of(Archive archive, ReplaySettings settings) {
    return new Replay(archive, settings, Optional.empty());
  }

  /**
   * Returns a replay of answers of which nobody noted when they came.
   *
   * @param archive an open archive; not closed by the replay
   * @param settings how answers are found
   * @param clock gives the receive time of answers without one; asked when such an answer was given
   * @return a replay from the start
   */
  public static Replay of(Archive archive, ReplaySettings settings, InstantSource clock) {
    return new Replay(archive, settings, Optional.of(clock));
  }

  /**
   * Returns access to the recorded provider: without a network, at any rate, at the recorded times.
   * Nothing really waits; a wait moves the time of its thread.
   *
   * @param access how the provider is reached otherwise; its address does not matter
   * @return access to this replay
   */
  public ProviderAccess access(ProviderAccess access) {
    return access
        .withHttp(access.http().withRate(ANY_RATE, Duration.ofMillis(1)))
        .withClock(clock())
        .withSleeper(time::pass)
        .withWire(network -> this);
  }

  /**
   * Returns the recorded lines of streams, to be opened in their order. Frames come at the recorded
   * times of the clock, at once if these are past, and never before the client has sent what it had
   * sent when they were recorded.
   *
   * @param clock gives the time and runs the frames
   * @return wire from the first recorded line of each address on
   */
  public StreamWire streams(StreamClock clock) {
    return new StreamReplay(archive, clock);
  }

  /**
   * Returns the clock of this replay.
   *
   * @return tells each thread when the answer that it had last was received; before its first one,
   *     when the latest given to anybody was, or the first of the archive
   * @see #of(Archive, ReplaySettings, InstantSource)
   */
  public InstantSource clock() {
    return time;
  }

  /**
   * Lets time go on for the calling thread, until its next answer.
   *
   * @param instant what the clock tells it from now on
   */
  public void moveTo(Instant instant) {
    time.moveTo(instant);
  }

  @Override
  public WireAnswer send(WireRequest request) throws IOException {
    Optional<RecordedCall> found = find(request);
    if (found.isEmpty()) {
      throw new ProviderException(Reason.UNSUPPORTED, problem(request));
    }
    RecordedCall call = found.get();
    time.moveTo(call);
    if (call.status() == 0) {
      throw new IOException(failure(call));
    }
    InputStream body = new ByteArrayInputStream(archive.body(call));
    return new WireAnswer(
        call.status(),
        call.headers(),
        call.failure().isEmpty()
            ? body
            : new SequenceInputStream(body, new BrokenBody(failure(call))));
  }

  /** Returns the call that answers a request, and goes on in the recording. */
  Optional<RecordedCall> find(WireRequest request) {
    return finder.find(Asked.of(request));
  }

  /** Says why a request has no answer, without its secrets. */
  String problem(WireRequest request) {
    return request.redaction().apply(finder.problem(Asked.of(request)));
  }

  private static String failure(RecordedCall call) {
    return "recorded as " + call.failure().orElse("a failure");
  }

  /** The end of a body whose connection broke. */
  private static final class BrokenBody extends InputStream {

    private final String failure;

    BrokenBody(String failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      throw new IOException(failure);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      throw new IOException(failure);
    }
  }
}
