/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {

  @Test
  void refuseWhatCannotBeReached() {
    assertThatThrownBy(() -> RedisSettings.at(" ", 6379))
        .hasMessage(
            "redis needs a host, a port, a database >= 0 and connections > 0: ' ', 6379, 0, 10");
    assertThatThrownBy(() -> RedisSettings.at("localhost", 6379).withTimeout(Duration.ZERO))
        .hasMessage("timeout must be at least a millisecond: PT0S");
  }

  @Test
  void aCacheWorksThoughNobodyListensAtItsRedis() {
    RedisSettings nobody = RedisSettings.at("127.0.0.1", 1).withTimeout(Duration.ofSeconds(5));
    try (TwoLevelCache cache =
        TwoLevelCache.builder(new MovableClock("2026-03-16T14:00:00Z"))
            .second(RedisLevel.of(nobody))
            .build()) {
      CacheKey key = CacheKey.of("test", "expirations", "XYZ");

      assertThat(cache.get(key, DataKind.CHAINS, ValueFormat.dates(), List::of)).isEmpty();
      assertThat(cache.get(key, DataKind.CHAINS, ValueFormat.dates(), List::of)).isEmpty();

      assertThat(cache.report().secondFailures()).isEqualTo(1);
      assertThat(cache.report().memory()).isEqualTo(new CacheStatistics(1, 1));
    }
  }

  @Test
  void onlyALimitAndItsPolicyMakeACache() {
    assertThat(new RedisMemory(1, 0, "allkeys-lru").isCache()).isFalse();
    assertThat(new RedisMemory(1, 100, "noeviction").isCache()).isFalse();
    assertThat(new RedisMemory(1, 100, "allkeys-lru").isCache()).isTrue();
  }
}
