/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

import io.optionskit.contract.Asset;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A source of bars that tells what became of each row it was sent. */
public interface BarProvider extends BarSource {

  /**
   * Gets the bars that end within a span, as {@link #bars} does, and what became of their rows.
   *
   * @param asset what the bars are of
   * @param length length of a bar; {@code P1D} means one regular session
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time and what became of the rows; the report says whether the provider
   *     gave all of them
   * @throws ProviderException if the provider fails, does not know the asset or has no such bars
   */
  RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to);

  /**
   * Gets the bars that end within a span.
   *
   * @param asset what the bars are of
   * @param length length of a bar; {@code P1D} means one regular session
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time
   * @throws ProviderException as {@link #barsAnswer}; {@code BAD_DATA} too if the provider did not
   *     give all
   */
  @Override
  default List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
    RowsAnswer<Bar> answer = barsAnswer(asset, length, from, to);
    if (!answer.report().complete()) {
      throw new ProviderException(
          ProviderException.Reason.BAD_DATA,
          "the bars of "
              + asset.symbol()
              + " are not complete: after "
              + answer.report().rows()
              + " rows the provider sent the same page again");
    }
    return answer.rows();
  }
}
