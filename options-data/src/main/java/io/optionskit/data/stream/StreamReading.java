/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.spi.Secret;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one frame says.
 *
 * @param events its events in order, without the feed
 * @param refused messages in it that could not be read
 * @param confirmed assets whose subscription the server confirms
 * @param confirmsAll whether it confirms all that was asked for
 * @param denied assets whose subscription the server does not grant
 * @param sequence number of the frame, empty if frames have no numbers that go up by one
 */
public record StreamReading(
    List<StreamEvent> events,
    long refused,
    Set<Asset> confirmed,
    boolean confirmsAll,
    Set<Asset> denied,
    OptionalLong sequence) {

  /** Copies the lists. */
  public StreamReading {
    events = List.copyOf(events);
    confirmed = Collections.unmodifiableSet(new LinkedHashSet<>(confirmed));
    denied = Collections.unmodifiableSet(new LinkedHashSet<>(denied));
  }

  /**
   * Returns a reading that confirms nothing.
   *
   * @param events events in order
   * @param refused messages that could not be read
   * @return reading
   */
  public static StreamReading of(List<? extends StreamEvent> events, long refused) {
    return new StreamReading(
        List.copyOf(events), refused, Set.of(), false, Set.of(), OptionalLong.empty());
  }

  /**
   * Returns this reading without a secret that the server may have repeated.
   *
   * @param secret key or password
   * @return changed copy
   */
  public StreamReading without(Secret secret) {
    return new StreamReading(
        events.stream()
            .map(event -> event instanceof StatusEvent status ? status.without(secret) : event)
            .toList(),
        refused,
        confirmed,
        confirmsAll,
        denied,
        sequence);
  }

  /**
   * Returns this reading with confirmed subscriptions.
   *
   * @param assets the assets
   * @return changed copy
   */
  public StreamReading confirming(Set<Asset> assets) {
    return new StreamReading(events, refused, assets, confirmsAll, denied, sequence);
  }

  /**
   * Returns this reading with all subscriptions confirmed.
   *
   * @return changed copy
   */
  public StreamReading confirmingAll() {
    return new StreamReading(events, refused, confirmed, true, denied, sequence);
  }

  /**
   * Returns this reading with subscriptions that are not granted.
   *
   * @param assets the assets
   * @return changed copy
   */
  public StreamReading denying(Set<Asset> assets) {
    return new StreamReading(events, refused, confirmed, confirmsAll, assets, sequence);
  }

  /**
   * Returns this reading with the number of its frame.
   *
   * @param number one more than that of the frame before
   * @return changed copy
   */
  public StreamReading numbered(long number) {
    return new StreamReading(
        events, refused, confirmed, confirmsAll, denied, OptionalLong.of(number));
  }
}
