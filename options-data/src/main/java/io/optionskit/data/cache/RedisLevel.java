/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import io.optionskit.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * A Redis server as second level. It needs {@code redis.clients:jedis} on the class path, which
 * this library does not bring along.
 *
 * <p>The server should have a limit of memory and forget what was used least lately: {@code
 * maxmemory 256mb} and {@code maxmemory-policy allkeys-lru}; {@link #memory()} tells what it has.
 * Connections are made when first needed: a server that is down at the start may come up later. May
 * be used by several threads.
 */
public final class RedisLevel implements SecondLevel {

  private final RedisClient redis;

  private RedisLevel(RedisClient redis) {
    this.redis = redis;
  }

  /**
   * Returns the second level of a server.
   *
   * @param settings how it is reached
   * @return second level; nothing is asked yet
   */
  public static RedisLevel of(RedisSettings settings) {
    int timeoutMs = Math.toIntExact(settings.timeout().toMillis());
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(timeoutMs)
            .socketTimeoutMillis(timeoutMs)
            .database(settings.database())
            .ssl(settings.tls());
    settings.password().map(Secret::reveal).ifPresent(client::password);
    ConnectionPoolConfig connections = new ConnectionPoolConfig();
    connections.setMaxTotal(settings.connections());
    connections.setMaxIdle(settings.connections());
    connections.setMaxWait(settings.timeout());
    connections.setJmxEnabled(false);
    return new RedisLevel(
        RedisClient.builder()
            .hostAndPort(settings.host(), settings.port())
            .clientConfig(client.build())
            .poolConfig(connections)
            .build());
  }

  @Override
  public Optional<byte[]> find(String key) {
    return Optional.ofNullable(redis.get(bytes(key)));
  }

  @Override
  public void put(String key, byte[] value, Duration lifetime) {
    long ms = Math.max(1, lifetime.toMillis());
    redis.set(bytes(key), value, SetParams.setParams().px(ms));
  }

  /**
   * Asks the server what it may hold.
   *
   * @return limit and policy
   */
  public RedisMemory memory() {
    Map<String, String> info =
        redis
            .info("memory")
            .lines()
            .filter(line -> line.indexOf(':') > 0)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).strip(),
                    (one, other) -> one));
    return new RedisMemory(
        Long.parseLong(info.getOrDefault("used_memory", "0")),
        Long.parseLong(info.getOrDefault("maxmemory", "0")),
        info.getOrDefault("maxmemory_policy", "unknown"));
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    redis.close();
  }
}
