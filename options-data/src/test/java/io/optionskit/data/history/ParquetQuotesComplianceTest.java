/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.spi.MarketHistory;
import io.optionskit.testkit.MarketHistoryCompliance;
import io.optionskit.testkit.MemoryHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ParquetQuotesComplianceTest extends MarketHistoryCompliance {

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    ParquetQuotes.importInto(
        MemoryHistory.of(
            ParquetQuotesTest.randomDays(
                List.of("SPY", "QQQ"), 2, 2_000, 20250303, Duration.ofMillis(100))),
        folder);
  }

  @Override
  protected MarketHistory open() {
    return ParquetQuotes.read(folder);
  }
}
