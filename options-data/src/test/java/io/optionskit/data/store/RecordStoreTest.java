/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import org.junit.jupiter.api.Nested;

/** The kit of record stores in memory and on every database. */
class RecordStoreTest {

  @Nested
  class InMemory extends RecordStoreKit {
    @Override
    RecordStore create() {
      return RecordStore.inMemory();
    }
  }

  @Nested
  class OnSqlite extends RecordStoreKit.OnDatabase {
    OnSqlite() {
      super(Stores.SQLITE);
    }
  }

  @Nested
  class OnPostgres extends RecordStoreKit.OnDatabase {
    OnPostgres() {
      super(Stores.POSTGRESQL);
    }
  }

  @Nested
  class OnMariaDb extends RecordStoreKit.OnDatabase {
    OnMariaDb() {
      super(Stores.MARIADB);
    }
  }

  @Nested
  class OnMySql extends RecordStoreKit.OnDatabase {
    OnMySql() {
      super(Stores.MYSQL);
    }
  }
}
