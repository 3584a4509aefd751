/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The times at which answers were received, told as they are given again. Any thread. */
final class RecordedTime implements InstantSource {

  private final String archive;
  private final Optional<InstantSource> clock;
  private final Optional<Instant> first;

  @SuppressWarnings("ThreadLocalUsage") // each replay has its own time
  private final ThreadLocal<@Nullable Instant> own = new ThreadLocal<>();

  private final AtomicReference<@Nullable Instant> latest = new AtomicReference<>();

  RecordedTime(Archive archive, Optional<InstantSource> clock) {
    this.archive = archive.path().toString();
    this.clock = clock;
    first =
        archive.calls().stream()
            .flatMap(call -> call.receivedAt().stream())
            .min(Instant::compareTo);
  }

  /** Notes that the calling thread gets this answer. */
  void moveTo(RecordedCall call) {
    Optional<Instant> at = call.receivedAt().or(() -> clock.map(InstantSource::instant));
    at.ifPresent(
        instant -> {
          own.set(instant);
          latest.accumulateAndGet(
              instant, (old, now) -> old == null || now.isAfter(old) ? now : old);
        });
  }

  /** Sets the time of the calling thread. */
  void moveTo(Instant instant) {
    own.set(instant);
  }

  /** Lets time go by for the calling thread, until its next answer. */
  void pass(Duration time) {
    own.set(instant().plus(time));
  }

  @Override
  public Instant instant() {
    Instant mine = own.get();
    Instant known = mine != null ? mine : latest.get();
    if (known != null) {
      return known;
    }
    return first
        .or(() -> clock.map(InstantSource::instant))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nobody noted when the answers of "
                        + archive
                        + " came; give the replay a clock for their receive time"));
  }
}
