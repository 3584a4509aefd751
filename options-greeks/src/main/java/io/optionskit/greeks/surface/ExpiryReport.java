/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well the smile of one expiry fits, and what had to be done to it. Immutable.
 *
 * @param name name of the expiry
 * @param years time to settlement on the clock of the variance
 * @param forward forward price, currency per share
 * @param discountFactor value today of 1.00 paid at expiry
 * @param repair what was done to the smile
 * @param smile the smile in the surface; empty if the expiry was left out
 * @param unrepaired the best fit without regard to arbitrage; empty where there was none
 * @param minimumG smallest g of the smile over all strikes; empty if left out
 * @param minimumGBefore the same of the best fit; empty where there was none
 * @param quotes one per row of the quotes, in their order
 */
public record ExpiryReport(
    String name,
    double years,
    double forward,
    double discountFactor,
    Repair repair,
    Optional<Svi> smile,
    Optional<Svi> unrepaired,
    OptionalDouble minimumG,
    OptionalDouble minimumGBefore,
    List<QuoteFit> quotes) {

  private static final double NARROWEST = 0.25;
  private static final double SMALLEST = 1e-5;

  /** Copies the list. */
  public ExpiryReport {
    quotes = List.copyOf(quotes);
  }

  /**
   * One quote beside the surface.
   *
   * @param strike exercise price
   * @param logMoneyness ln(strike / forward)
   * @param bidVolatility volatility of the bid; {@code NaN} or 0 without
   * @param askVolatility volatility of the ask; {@code NaN} without
   * @param volatility volatility of the surface; {@code NaN} if the expiry was left out or the
   *     strike invalid
   * @param use what the quote did for the fit
   */
  public record QuoteFit(
      double strike,
      double logMoneyness,
      double bidVolatility,
      double askVolatility,
      double volatility,
      QuoteUse use) {

    /**
     * Returns how far the surface is from the middle of bid and ask.
     *
     * @return volatility − middle; {@code NaN} unless the quote has both sides
     */
    public double error() {
      return use == QuoteUse.USED ? volatility - 0.5 * (bidVolatility + askVolatility) : Double.NaN;
    }

    /**
     * Returns whether the surface lies within bid and ask.
     *
     * @return false also if the quote was not used
     */
    public boolean isWithin() {
      return use.isUsed()
          && !(volatility < bidVolatility - 1e-9)
          && !(volatility > askVolatility + 1e-9);
    }

    private double halfBand() {
      return 0.5 * (askVolatility - bidVolatility);
    }
  }

  /**
   * Returns how many quotes had a certain use.
   *
   * @param use what to count
   * @return number of strikes
   */
  public int count(QuoteUse use) {
    return (int) quotes.stream().filter(quote -> quote.use() == use).count();
  }

  /**
   * Returns the root mean square error over two-sided quotes.
   *
   * @return in volatility, 0.01 is one point; {@code NaN} without quotes
   */
  public double rmsError() {
    return Math.sqrt(
        quotes.stream()
            .filter(quote -> quote.use() == QuoteUse.USED)
            .mapToDouble(quote -> quote.error() * quote.error())
            .average()
            .orElse(Double.NaN));
  }

  /**
   * Returns the root mean square error in units of half the band between bid and ask, over
   * two-sided quotes.
   *
   * @return below 1 most quotes are within their band; {@code NaN} without quotes
   */
  public double rmsHalfBands() {
    double[] sorted =
        quotes.stream()
            .filter(quote -> quote.use() == QuoteUse.USED)
            .mapToDouble(QuoteFit::halfBand)
            .sorted()
            .toArray();
    double least =
        sorted.length == 0 ? 0 : Math.max(NARROWEST * sorted[sorted.length / 2], SMALLEST);
    return Math.sqrt(
        quotes.stream()
            .filter(quote -> quote.use() == QuoteUse.USED)
            .mapToDouble(quote -> quote.error() / Math.max(quote.halfBand(), least))
            .map(ratio -> ratio * ratio)
            .average()
            .orElse(Double.NaN));
  }

  /**
   * Returns the share of the two-sided quotes between whose bid and ask the surface lies.
   *
   * @return 0 to 1; {@code NaN} without quotes
   */
  public double shareWithin() {
    return quotes.stream()
        .filter(quote -> quote.use() == QuoteUse.USED)
        .mapToDouble(quote -> quote.isWithin() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Returns whether the expiry has too few strikes for a shape of its own.
   *
   * @return true for {@link Repair#SHAPE_OF_SURFACE} and {@link Repair#LEFT_OUT}
   */
  public boolean isThin() {
    return repair == Repair.SHAPE_OF_SURFACE || repair == Repair.LEFT_OUT;
  }
}
