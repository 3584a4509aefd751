/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import io.optionskit.spi.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * How a Redis server is reached.
 *
 * @param host its host
 * @param port its port, 1 to 65535
 * @param database number of its database, &ge; 0
 * @param password its password, empty for none
 * @param tls whether the connection is encrypted
 * @param connections most connections at the same time, &gt; 0
 * @param timeout longest time to connect, to wait for a connection and for an answer, &gt; 0
 */
public record RedisSettings(
    String host,
    int port,
    int database,
    Optional<Secret> password,
    boolean tls,
    int connections,
    Duration timeout) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RedisSettings {
    if (host.isBlank() || port < 1 || port > 65535 || database < 0 || connections <= 0) {
      throw new IllegalArgumentException(
          "redis needs a host, a port, a database >= 0 and connections > 0: '"
              + host
              + "', "
              + port
              + ", "
              + database
              + ", "
              + connections);
    }
    if (timeout.toMillis() <= 0 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("timeout must be at least a millisecond: " + timeout);
    }
  }

  /**
   * Returns the settings of a server without password and encryption: database 0, 10 connections,
   * half a second to answer.
   *
   * @param host its host
   * @param port its port, usually 6379
   * @return settings
   */
  public static RedisSettings at(String host, int port) {
    return new RedisSettings(host, port, 0, Optional.empty(), false, 10, Duration.ofMillis(500));
  }

  /**
   * Returns these settings with a password.
   *
   * @param newPassword the password
   * @return changed copy
   */
  public RedisSettings withPassword(Secret newPassword) {
    return new RedisSettings(
        host, port, database, Optional.of(newPassword), tls, connections, timeout);
  }

  /**
   * Returns these settings with another time limit.
   *
   * @param newTimeout longest time to connect and for an answer
   * @return changed copy
   */
  public RedisSettings withTimeout(Duration newTimeout) {
    return new RedisSettings(host, port, database, password, tls, connections, newTimeout);
  }
}
