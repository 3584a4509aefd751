/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.spi.ChainSource;
import io.optionskit.spi.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How one stream is reached.
 *
 * @param url address of the server, ws, wss or tcp, or of one that speaks as it does
 * @param secrets where its keys come from
 * @param settings patience and limits
 * @param clock time and threads
 * @param wire the network, or a recorder or recording in its place
 * @param fallback what is asked while the stream is down, empty for nothing
 * @param seed decides by how much the waits before reconnects vary
 */
public record StreamAccess(
    URI url,
    SecretSource secrets,
    StreamSettings settings,
    StreamClock clock,
    StreamWire wire,
    Optional<StreamFallback> fallback,
    long seed) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PING = Duration.ofSeconds(10);

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException unless it is ws or wss with a host, or tcp with a host and a
   *     port
   */
  public StreamAccess {
    StreamRequest.to(url);
  }

  /**
   * Returns access over the network with default settings, without keys and fallback, on the
   * system's clock, with a ping every 10 s.
   *
   * @param url address of the server
   * @return access
   */
  public static StreamAccess at(URI url) {
    return new StreamAccess(
        url,
        SecretSource.none(),
        StreamSettings.defaults(),
        StreamClock.system(InstantSource.system()),
        StreamWire.network(TIMEOUT, PING),
        Optional.empty(),
        new SplittableRandom().nextLong());
  }

  /**
   * Returns access to another server of the same kind.
   *
   * @param newUrl its address
   * @return changed copy
   */
  public StreamAccess withUrl(URI newUrl) {
    return new StreamAccess(newUrl, secrets, settings, clock, wire, fallback, seed);
  }

  /**
   * Returns this access with other keys.
   *
   * @param newSecrets where keys come from
   * @return changed copy
   */
  public StreamAccess withSecrets(SecretSource newSecrets) {
    return new StreamAccess(url, newSecrets, settings, clock, wire, fallback, seed);
  }

  /**
   * Returns this access with other patience or limits.
   *
   * @param newSettings settings
   * @return changed copy
   */
  public StreamAccess withSettings(StreamSettings newSettings) {
    return new StreamAccess(url, secrets, newSettings, clock, wire, fallback, seed);
  }

  /**
   * Returns this access with another clock, and waits that are the same each time.
   *
   * @param newClock time and threads
   * @param newSeed decides by how much waits vary
   * @return changed copy
   */
  public StreamAccess withClock(StreamClock newClock, long newSeed) {
    return new StreamAccess(url, secrets, settings, newClock, wire, fallback, newSeed);
  }

  /**
   * Returns this access with something in place of the network.
   *
   * @param newWire a recorder around {@link #wire()}, or a recording
   * @return changed copy
   */
  public StreamAccess withWire(StreamWire newWire) {
    return new StreamAccess(url, secrets, settings, clock, newWire, fallback, seed);
  }

  /**
   * Returns this access with a source of chains that is asked while the stream is down.
   *
   * @param chains the source
   * @return changed copy
   */
  public StreamAccess withFallback(ChainSource chains) {
    return new StreamAccess(
        url, secrets, settings, clock, wire, Optional.of(StreamFallback.of(chains)), seed);
  }
}
