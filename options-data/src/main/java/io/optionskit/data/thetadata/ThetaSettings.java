/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.market.DelayClass;
import java.util.Set;

/**
 * How the Terminal is asked.
 *
 * @param version version of the Terminal
 * @param snapshot tables from which a chain of now is made; each is a call per root. What a table
 *     would tell is missing where the Terminal or the plan has no such table
 * @param delayClass how chains of now stand to the market, which the plan decides and the Terminal
 *     does not say
 */
public record ThetaSettings(Version version, Set<ThetaPart> snapshot, DelayClass delayClass) {

  /** Version of the Terminal. */
  public enum Version {
    /** Paths under {@code /v2}, JSON with a header, pages. */
    V2,
    /** Paths under {@code /v3}, CSV or JSON, no pages. */
    V3
  }

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if no table is asked for, or one of past days
   */
  public ThetaSettings {
    snapshot = Set.copyOf(snapshot);
    if (snapshot.isEmpty() || snapshot.stream().anyMatch(ThetaPart::isDaily)) {
      throw new IllegalArgumentException(
          "snapshot must name tables of now, such as QUOTE: " + snapshot);
    }
  }

  /**
   * Returns the defaults: version 3, quotes, open interest, last prices and volumes, which the plan
   * "value" allows, and a delay that nobody stated.
   *
   * @return default settings
   */
  public static ThetaSettings defaults() {
    return new ThetaSettings(
        Version.V3,
        Set.of(ThetaPart.QUOTE, ThetaPart.OPEN_INTEREST, ThetaPart.OHLC),
        DelayClass.UNSTATED);
  }

  /**
   * Returns these settings for another version.
   *
   * @param newVersion version of the Terminal
   * @return changed copy
   */
  public ThetaSettings withVersion(Version newVersion) {
    return new ThetaSettings(newVersion, snapshot, delayClass);
  }

  /**
   * Returns these settings with other tables.
   *
   * @param newSnapshot tables from which a chain of now is made
   * @return changed copy
   */
  public ThetaSettings withSnapshot(Set<ThetaPart> newSnapshot) {
    return new ThetaSettings(version, newSnapshot, delayClass);
  }

  /**
   * Returns these settings with what the plan says of delays.
   *
   * @param newDelayClass how chains of now stand to the market
   * @return changed copy
   */
  public ThetaSettings withDelayClass(DelayClass newDelayClass) {
    return new ThetaSettings(version, snapshot, newDelayClass);
  }
}
