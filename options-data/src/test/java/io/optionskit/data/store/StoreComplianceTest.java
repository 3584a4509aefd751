/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.spi.ChainStore;
import io.optionskit.testkit.ChainStoreCompliance;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The kit of chain stores on every database. */
class StoreComplianceTest {

  @Nested
  class OnSqlite extends Kit {
    OnSqlite() {
      super(Stores.SQLITE);
    }
  }

  @Nested
  class OnPostgres extends Kit {
    OnPostgres() {
      super(Stores.POSTGRESQL);
    }
  }

  @Nested
  class OnTimescale extends Kit {
    OnTimescale() {
      super(Stores.TIMESCALE);
    }
  }

  @Nested
  class OnMariaDb extends Kit {
    OnMariaDb() {
      super(Stores.MARIADB);
    }
  }

  @Nested
  class OnMySql extends Kit {
    OnMySql() {
      super(Stores.MYSQL);
    }
  }

  abstract static class Kit extends ChainStoreCompliance {

    private final Stores stores;
    @TempDir private Path folder;
    private Optional<StoreSettings> made = Optional.empty();

    Kit(Stores stores) {
      this.stores = stores;
    }

    @Override
    protected ChainStore create() {
      made = Optional.of(stores.empty(folder));
      return Stores.open(made.get());
    }

    @Override
    protected Optional<ChainStore> reopen() {
      return made.map(Stores::open);
    }
  }
}
