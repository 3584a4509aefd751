/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import io.optionskit.testkit.BarSourceCompliance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit of sources of bars on stores. */
class RecordedBarsTest {

  private static final Underlying SPY = new Underlying("SPY");
  private static final OptionContract PUT = OptionContract.parse("SPY240119P00465000");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant OPEN = Instant.parse("2024-01-05T14:30:00Z");

  @Nested
  class InMemory extends Kit {
    InMemory() {
      super(Optional.empty());
    }
  }

  @Nested
  class OnSqlite extends Kit {
    OnSqlite() {
      super(Optional.of(Stores.SQLITE));
    }
  }

  @Nested
  class OnPostgres extends Kit {
    OnPostgres() {
      super(Optional.of(Stores.POSTGRESQL));
    }
  }

  @Nested
  class OnMariaDb extends Kit {
    OnMariaDb() {
      super(Optional.of(Stores.MARIADB));
    }
  }

  abstract static class Kit extends BarSourceCompliance {

    private final Optional<Stores> stores;
    @TempDir private Path folder;
    private Optional<TradeStore> store = Optional.empty();
    private Optional<RecordedBars> made = Optional.empty();

    Kit(Optional<Stores> stores) {
      this.stores = stores;
    }

    @Override
    protected BarSource source() {
      if (made.isEmpty()) {
        store = stores.map(kind -> Stores.open(kind.empty(folder)));
        RecordedBars bars =
            new RecordedBars(store.map(TradeStore::records).orElseGet(RecordStore::inMemory));
        bars.save(bars(SPY, 470), MINUTE, "kit");
        bars.save(bars(PUT, 1.5), MINUTE, "kit");
        made = Optional.of(bars);
      }
      return made.get();
    }

    @Override
    protected Asset asset() {
      return SPY;
    }

    @Override
    protected Duration length() {
      return MINUTE;
    }

    @Override
    protected Instant from() {
      return OPEN;
    }

    @Override
    protected Instant to() {
      return OPEN.plusSeconds(3600);
    }

    @AfterEach
    void close() {
      store.ifPresent(TradeStore::close);
    }

    @Test
    void barsComeBackAsTheyWere() {
      assertThat(source().bars(PUT, MINUTE, OPEN, to())).isEqualTo(bars(PUT, 1.5));
      RecordedBars bars = (RecordedBars) source();
      Bar day =
          new Bar(
              SPY, OPEN, Instant.parse("2024-01-05T21:00:00Z"), 470, 1000 / 3.0 + 200, 1e-7, 1, -1);
      bars.save(List.of(day), Duration.ofDays(1), "kit");

      assertThat(bars.bars(SPY, Duration.ofDays(1), OPEN, day.end())).containsExactly(day);
      assertThat(bars.bars(SPY, Duration.ofDays(1), day.end(), day.end().plusSeconds(1))).isEmpty();
    }
  }

  private static List<Bar> bars(Asset asset, double price) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Instant start = OPEN.plusSeconds(60L * i);
      double open = price + i / 7.0; // more decimals than a column keeps
      bars.add(
          new Bar(asset, start, start.plusSeconds(60), open, open + 0.25, open - 0.5, open, i));
    }
    return bars;
  }
}
