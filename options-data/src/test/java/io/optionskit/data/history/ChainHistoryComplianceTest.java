/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.spi.ChainStore;
import io.optionskit.testkit.ChainStoreCompliance;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class ChainHistoryComplianceTest extends ChainStoreCompliance {

  @TempDir private Path folder;

  @Override
  protected ChainStore create() {
    return ChainHistory.open(folder);
  }

  @Override
  protected Optional<ChainStore> reopen() {
    return Optional.of(ChainHistory.open(folder));
  }
}
