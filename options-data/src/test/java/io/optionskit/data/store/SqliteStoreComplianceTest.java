/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.spi.ChainStore;
import io.optionskit.testkit.ChainStoreCompliance;
import io.optionskit.testkit.ManualTime;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreComplianceTest extends ChainStoreCompliance {

  @TempDir private Path folder;
  private int made;

  @Override
  protected ChainStore create() {
    made++;
    return open();
  }

  @Override
  protected Optional<ChainStore> reopen() {
    return Optional.of(open());
  }

  private ChainStore open() {
    return SqliteStore.open(
        folder.resolve("kit-" + made + ".db"), ManualTime.at("2024-03-15T14:00:00Z"));
  }
}
