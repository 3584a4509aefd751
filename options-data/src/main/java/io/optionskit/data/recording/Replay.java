/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.data.http.Wire;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers requests from an archive in place of the network.
 *
 * <p>The same requests in the same order get the same answers, on every machine. What was asked
 * several times is answered in the recorded order; a connection that broke breaks again. A request
 * that was not recorded is a {@link ProviderException} that names the nearest ones.
 *
 * <p>May be used by several threads.
 */
public final class Replay implements Wire {

  private final Archive archive;
  private final CallFinder finder;

  private Replay(Archive archive, ReplaySettings settings) {
    this.archive = archive;
    finder = new CallFinder(archive, settings);
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
    return new Replay(archive, settings);
  }

  @Override
  public WireAnswer send(WireRequest request) throws IOException {
    Asked asked = Asked.of(request);
    RecordedCall call =
        finder
            .find(asked)
            .orElseThrow(() -> new ProviderException(Reason.UNSUPPORTED, finder.problem(asked)));
    if (call.failure().isPresent() && call.status() == 0) {
      throw new IOException("recorded: " + call.failure().get());
    }
    return new WireAnswer(
        call.status(), call.headers(), new ByteArrayInputStream(archive.body(call)));
  }

  /** Returns the call that answers a request. */
  Optional<RecordedCall> find(WireRequest request) {
    return finder.find(Asked.of(request));
  }

  /** Says why a request has no answer. */
  String problem(WireRequest request) {
    return finder.problem(Asked.of(request));
  }
}
