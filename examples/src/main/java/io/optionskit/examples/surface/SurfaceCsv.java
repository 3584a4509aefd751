/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.optionskit.greeks.surface.ExpiryReport;
import io.optionskit.greeks.surface.ExpiryReport.QuoteFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Every quote beside the surface, one line per strike. */
public final class SurfaceCsv {

  private SurfaceCsv() {}

  /**
   * Writes the names of the columns.
   *
   * @param out receives the line
   */
  public static void header(Appendable out) {
    try {
      out.append("quote_time,underlying,expiry,years,forward,strike,log_moneyness,");
      out.append("bid_volatility,ask_volatility,fitted_volatility,within,use\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the quotes of a snapshot.
   *
   * @param snapshot quotes and surface
   * @param out receives the lines
   */
  public static void write(Snapshot snapshot, Appendable out) {
    try {
      for (ExpiryReport expiry : snapshot.fit().expiries()) {
        for (QuoteFit quote : expiry.quotes()) {
          line(snapshot, expiry, quote, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(Snapshot snapshot, ExpiryReport expiry, QuoteFit quote, Appendable out)
      throws IOException {
    out.append(snapshot.time().toString()).append(',').append(snapshot.underlying()).append(',');
    out.append(expiry.name());
    double[] numbers = {
      expiry.years(),
      expiry.forward(),
      quote.strike(),
      quote.logMoneyness(),
      quote.bidVolatility(),
      quote.askVolatility(),
      quote.volatility()
    };
    for (double number : numbers) {
      out.append(',').append(Double.isNaN(number) ? "" : NumberOutput.toString(number, true));
    }
    out.append(quote.use().isUsed() ? quote.isWithin() ? ",yes," : ",no," : ",,");
    out.append(quote.use().name().toLowerCase(Locale.ROOT)).append('\n');
  }
}
