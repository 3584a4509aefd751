/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.time.Duration;
import java.util.Locale;

/**
 * Where and how the live gateway is called.
 *
 * @param host host of the dataset's gateway
 * @param port its port, 1 to 65535
 * @param dataset code such as {@code OPRA.PILLAR}
 * @param timeout longest time to connect, and then to be let in
 * @param heartbeat time after which the gateway says that it lives if it has nothing else to say, 5
 *     s or more in whole seconds
 * @param longestSilence time without a byte after which the connection is taken for dead; longer
 *     than {@code heartbeat}
 * @param wantsSentTimes whether each record shall tell when it was sent
 */
public record LiveSettings(
    String host,
    int port,
    String dataset,
    Duration timeout,
    Duration heartbeat,
    Duration longestSilence,
    boolean wantsSentTimes) {

  private static final int PORT = 13000;
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public LiveSettings {
    RangeRequest.checkDataset(dataset);
    check("host", host, !host.isBlank());
    check("port", port, port > 0 && port <= 0xFFFF);
    check("timeout", timeout, isWithin(timeout, Duration.ofMillis(1)));
    check(
        "heartbeat",
        heartbeat,
        isWithin(heartbeat, SHORTEST_HEARTBEAT) && heartbeat.toNanosPart() == 0);
    check("longestSilence", longestSilence, isWithin(longestSilence, Duration.ofMillis(1)));
  }

  /**
   * Returns the settings for Databento's gateway of a dataset: 10 s to be let in, a heartbeat every
   * 30 s, dead after 40 s of silence.
   *
   * @param dataset code such as {@code OPRA.PILLAR}
   * @return default settings
   */
  public static LiveSettings of(String dataset) {
    String host = dataset.toLowerCase(Locale.ROOT).replace('.', '-') + ".lsg.databento.com";
    return new LiveSettings(
        host,
        PORT,
        dataset,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(40),
        false);
  }

  /**
   * Returns these settings with another gateway.
   *
   * @param newHost host
   * @param newPort port
   * @return changed copy
   */
  public LiveSettings at(String newHost, int newPort) {
    return new LiveSettings(
        newHost, newPort, dataset, timeout, heartbeat, longestSilence, wantsSentTimes);
  }

  /**
   * Returns these settings with other patience.
   *
   * @param newTimeout longest time to connect, and then to be let in
   * @param newLongestSilence time without a byte after which the connection is taken for dead
   * @return changed copy
   */
  public LiveSettings withPatience(Duration newTimeout, Duration newLongestSilence) {
    return new LiveSettings(
        host, port, dataset, newTimeout, heartbeat, newLongestSilence, wantsSentTimes);
  }

  /**
   * Returns these settings with the time of sending asked for.
   *
   * @return changed copy
   */
  public LiveSettings withSentTimes() {
    return new LiveSettings(host, port, dataset, timeout, heartbeat, longestSilence, true);
  }

  private static boolean isWithin(Duration value, Duration shortest) {
    return value.compareTo(shortest) >= 0 && value.compareTo(LONGEST) <= 0;
  }

  private static void check(String name, Object value, boolean valid) {
    if (!valid) {
      String range =
          switch (name) {
            case "heartbeat" -> "whole seconds from 5 s to an hour";
            case "port" -> "from 1 to 65535";
            case "host" -> "a name or an address";
            default -> "from 1 ms to an hour";
          };
      throw new IllegalArgumentException(name + " must be " + range + ": " + value);
    }
  }
}
