/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

/**
 * How a trade store is opened.
 *
 * @param address where it is
 * @param pool connections kept to a server; a SQLite file has one
 * @param useTimescale whether a new database on PostgreSQL keeps its chains in a TimescaleDB
 *     hypertable where that extension is installed; without it nothing changes
 * @param monthsAhead for how many months after the present one partitions are made on opening, 0 to
 *     24
 */
public record StoreSettings(
    DatabaseAddress address, PoolSettings pool, boolean useTimescale, int monthsAhead) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the months are outside their range
   */
  public StoreSettings {
    if (monthsAhead < 0 || monthsAhead > 24) {
      throw new IllegalArgumentException("months ahead must be 0 to 24: " + monthsAhead);
    }
  }

  /**
   * Returns the defaults: the pool's defaults, no TimescaleDB, three months ahead.
   *
   * @param address where the store is
   * @return settings
   */
  public static StoreSettings of(DatabaseAddress address) {
    return new StoreSettings(address, PoolSettings.defaults(), false, 3);
  }

  /**
   * Returns settings with TimescaleDB.
   *
   * @return the same settings, but chains of a new database are kept in a hypertable if that can be
   */
  public StoreSettings withTimescale() {
    return new StoreSettings(address, pool, true, monthsAhead);
  }

  /**
   * Returns settings with another pool.
   *
   * @param other connections
   * @return the same settings with that pool
   */
  public StoreSettings withPool(PoolSettings other) {
    return new StoreSettings(address, other, useTimescale, monthsAhead);
  }
}
