/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.time.Duration;
import java.util.Optional;

/**
 * What a chain out of Databento's records is made of; each part costs money.
 *
 * @param quotes records of best bid and ask: {@code cbbo-1m}, {@code cbbo-1s}, {@code cmbp-1} or
 *     {@code mbp-1}
 * @param lookBack how long before the instant of the chain a quote may be, &gt; 0 and at most a day
 * @param withOpenInterest whether the statistics of the day are asked for too
 * @param underlyings dataset of stocks such as {@code EQUS.MINI}, from whose {@code bbo-1m} records
 *     the price of the underlying is taken; empty leaves it unknown
 */
public record DatabentoMarketSettings(
    DbnSchema quotes, Duration lookBack, boolean withOpenInterest, Optional<String> underlyings) {

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the records have no bid and ask of options, the time is out
   *     of range, or the dataset is no code
   */
  public DatabentoMarketSettings {
    switch (quotes) {
      case CBBO_1M, CBBO_1S, CMBP_1, MBP_1 -> {}
      default ->
          throw new IllegalArgumentException(
              "quotes must be cbbo-1m, cbbo-1s, cmbp-1 or mbp-1: " + quotes);
    }
    if (lookBack.compareTo(Duration.ZERO) <= 0 || lookBack.compareTo(DAY) > 0) {
      throw new IllegalArgumentException("lookBack must be above 0 and at most a day: " + lookBack);
    }
    underlyings.ifPresent(RangeRequest::checkDataset);
  }

  /**
   * Returns the usual settings: quotes of the last five minutes at the end of each minute, open
   * interest, no price of the underlying.
   *
   * @return settings
   */
  public static DatabentoMarketSettings defaults() {
    return new DatabentoMarketSettings(
        DbnSchema.CBBO_1M, Duration.ofMinutes(5), true, Optional.empty());
  }

  /**
   * Returns these settings with other records of quotes.
   *
   * @param schema kind of records
   * @param newLookBack how long before the instant of the chain a quote may be
   * @return changed copy
   */
  public DatabentoMarketSettings withQuotes(DbnSchema schema, Duration newLookBack) {
    return new DatabentoMarketSettings(schema, newLookBack, withOpenInterest, underlyings);
  }

  /**
   * Returns these settings without open interest.
   *
   * @return changed copy
   */
  public DatabentoMarketSettings withoutOpenInterest() {
    return new DatabentoMarketSettings(quotes, lookBack, false, underlyings);
  }

  /**
   * Returns these settings with the price of the underlying out of another dataset.
   *
   * @param dataset code such as {@code EQUS.MINI}
   * @return changed copy
   */
  public DatabentoMarketSettings withUnderlyings(String dataset) {
    return new DatabentoMarketSettings(quotes, lookBack, withOpenInterest, Optional.of(dataset));
  }
}
