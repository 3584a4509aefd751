/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.greeks.internal.batch.Block;
import io.optionskit.greeks.internal.batch.BlockKernel;
import io.optionskit.greeks.internal.batch.PlainKernel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * European prices and Greeks of many options at once.
 *
 * <p>Four forms: every row its own inputs ({@link #price}), one expiry of one underlying ({@link
 * #priceChain}), and both with forward and discount factor in place of spot, rate and yield ({@link
 * #priceForwards}, {@link #priceForwardChain}). Inputs mean what they mean in {@link BlackScholes}
 * and {@link Black76}, and so do the results, see {@link Measure}.
 *
 * <p>Data never makes a batch throw: a row with a {@code NaN} or an argument out of range gets a
 * {@link RowStatus} and {@code NaN} for its measures. Columns of different lengths are an {@link
 * IllegalArgumentException}, and nothing is written then.
 *
 * <p><b>Accuracy.</b> Against the 60-digit reference of {@link BlackScholes} values are within
 * 3e-14 relative in usual cases and within 4 units in the last place of the larger present value
 * everywhere; Greeks are within 6e-14 of the terms they are made of in usual cases and within 2e-12
 * in extreme ones. Rows beyond the reach of the fast loops (|rate · years| or |yield · years| of
 * about 1, a total volatility above 2, prices beyond 1e±75 or more than 1e19 apart) are priced one
 * by one, about four times slower.
 *
 * <p><b>Same bits.</b> A batch gives the same bits on every machine and Java version; they may
 * differ in the last digits from those of the scalar functions, and {@link #priceChain} from {@link
 * #price}. A row's result does not depend on the rows beside it.
 *
 * <p>Allocates nothing per call. Holds scratch memory, about 100 kB: make one per thread and keep
 * it. Java compiles the loops to vector code after some thousand calls.
 */
public final class EuropeanBatch {

  private static final Measure[] MEASURES = Measure.values();
  private static final int VALUE = Block.mask(List.of(Measure.VALUE));

  private final BlockKernel kernel;
  private final Block block = new Block();
  private final double[] discountFactor = new double[Block.ROWS];
  private final double[] single = new double[Measure.COUNT];

  private EuropeanBatch(BlockKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Makes a batch with the same bits on every machine and Java version.
   *
   * @return a batch for one thread
   */
  public static EuropeanBatch create() {
    return new EuropeanBatch(new PlainKernel());
  }

  /**
   * Makes a batch on the optional accelerator of the module {@code options-greeks-vector}.
   *
   * <p>It is found if that module is present and Java was started with {@code --add-modules
   * jdk.incubator.vector}; elsewhere use {@link #create}. It does the same operations in the same
   * order, and its tests find the same bits; but it rests on an incubating part of Java, so keep it
   * away from what must replay bit for bit.
   *
   * @return a batch for one thread; empty if there is no accelerator or this Java cannot run it
   */
  public static Optional<EuropeanBatch> findAccelerated() {
    try {
      return ServiceLoader.load(BlockKernel.class, EuropeanBatch.class.getClassLoader())
          .findFirst()
          .map(EuropeanBatch::new);
    } catch (ServiceConfigurationError | LinkageError e) {
      return Optional.empty(); // the incubator module is not there
    }
  }

  /**
   * Prices options of which each has its own inputs.
   *
   * @param types call or put of each row
   * @param spots prices of the underlying, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years times to expiry, ≥ 0
   * @param rates risk-free rates, per year
   * @param dividendYields dividend yields, per year
   * @param volatilities annual volatilities, ≥ 0
   * @param out receives the measures and a status per row
   * @throws IllegalArgumentException if the columns differ in length or are longer than the
   *     capacity of {@code out}
   */
  public void price(
      OptionType[] types,
      double[] spots,
      double[] strikes,
      double[] years,
      double[] rates,
      double[] dividendYields,
      double[] volatilities,
      MeasureColumns out) {
    int rows = types.length;
    Arguments.sameLength("spots", spots.length, rows);
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("years", years.length, rows);
    Arguments.sameLength("rates", rates.length, rows);
    Arguments.sameLength("dividendYields", dividendYields.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    start(out, rows);
    for (int from = 0; from < rows; from += Block.ROWS) {
      int count = Math.min(Block.ROWS, rows - from);
      signs(types, from, count);
      System.arraycopy(spots, from, block.spot, 0, count);
      System.arraycopy(strikes, from, block.strike, 0, count);
      System.arraycopy(years, from, block.years, 0, count);
      System.arraycopy(rates, from, block.rate, 0, count);
      System.arraycopy(dividendYields, from, block.dividendYield, 0, count);
      System.arraycopy(volatilities, from, block.volatility, 0, count);
      kernel.rows(block, count);
      finish(out, types, from, count);
    }
  }

  /**
   * Prices options of one expiry of one underlying.
   *
   * @param types call or put of each row
   * @param spot price of the underlying, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatilities annual volatilities, ≥ 0
   * @param out receives the measures and a status per row
   * @throws IllegalArgumentException if the columns differ in length or are longer than the
   *     capacity of {@code out}
   */
  public void priceChain(
      OptionType[] types,
      double spot,
      double[] strikes,
      double years,
      double rate,
      double dividendYield,
      double[] volatilities,
      MeasureColumns out) {
    int rows = types.length;
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    start(out, rows);
    boolean isFast = share(spot, years, rate, dividendYield, rows);
    for (int from = 0; from < rows; from += Block.ROWS) {
      int count = Math.min(Block.ROWS, rows - from);
      chainBlock(types, strikes, volatilities, from, count, isFast);
      finish(out, types, from, count);
    }
  }

  /**
   * Prices options from the forward and the discount factor of each row.
   *
   * @param types call or put of each row
   * @param forwards forward prices for the expiry, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years times to expiry, ≥ 0
   * @param discountFactors values today of 1.00 paid at expiry, &gt; 0
   * @param volatilities annual volatilities, ≥ 0
   * @param out receives the measures, those of {@link Black76}, and a status per row
   * @throws IllegalArgumentException if the columns differ in length or are longer than the
   *     capacity of {@code out}
   */
  public void priceForwards(
      OptionType[] types,
      double[] forwards,
      double[] strikes,
      double[] years,
      double[] discountFactors,
      double[] volatilities,
      MeasureColumns out) {
    int rows = types.length;
    Arguments.sameLength("forwards", forwards.length, rows);
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("years", years.length, rows);
    Arguments.sameLength("discountFactors", discountFactors.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    start(out, rows);
    startForwards(out);
    int filled = Math.min(rows, Block.ROWS);
    Arrays.fill(block.rate, 0, filled, 0);
    Arrays.fill(block.dividendYield, 0, filled, 0);
    for (int from = 0; from < rows; from += Block.ROWS) {
      int count = Math.min(Block.ROWS, rows - from);
      signs(types, from, count);
      System.arraycopy(forwards, from, block.spot, 0, count);
      System.arraycopy(strikes, from, block.strike, 0, count);
      System.arraycopy(years, from, block.years, 0, count);
      System.arraycopy(volatilities, from, block.volatility, 0, count);
      System.arraycopy(discountFactors, from, discountFactor, 0, count);
      kernel.rows(block, count);
      discount(count);
      finish(out, types, from, count);
    }
  }

  /**
   * Prices options of one expiry from its forward and discount factor.
   *
   * @param types call or put of each row
   * @param forward forward price for the expiry, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatilities annual volatilities, ≥ 0
   * @param out receives the measures, those of {@link Black76}, and a status per row
   * @throws IllegalArgumentException if the columns differ in length or are longer than the
   *     capacity of {@code out}
   */
  public void priceForwardChain(
      OptionType[] types,
      double forward,
      double[] strikes,
      double years,
      double discountFactor,
      double[] volatilities,
      MeasureColumns out) {
    int rows = types.length;
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    start(out, rows);
    startForwards(out);
    boolean isFast = share(forward, years, 0, 0, rows);
    Arrays.fill(this.discountFactor, 0, Math.min(rows, Block.ROWS), discountFactor);
    for (int from = 0; from < rows; from += Block.ROWS) {
      int count = Math.min(Block.ROWS, rows - from);
      chainBlock(types, strikes, volatilities, from, count, isFast);
      discount(count);
      finish(out, types, from, count);
    }
  }

  private void start(MeasureColumns out, int rows) {
    out.start(rows);
    block.isForward = false;
    block.want(out.mask());
  }

  private void startForwards(MeasureColumns out) {
    block.isForward = true;
    if (block.wants(Measure.RHO)) {
      block.want(out.mask() | VALUE); // rho is made of it
    }
  }

  private void signs(OptionType[] types, int from, int count) {
    double[] sign = block.sign;
    for (int i = 0; i < count; i++) {
      sign[i] = types[from + i].sign();
    }
  }

  /** Prepares what the rows share; returns whether the fast loops can do it. */
  private boolean share(double spot, double years, double rate, double yield, int rows) {
    block.share(spot, years, rate, yield, Math.min(rows, Block.ROWS));
    return spot > 1e-75
        && spot < 1e75
        && years > 0
        && Arguments.isTime(years)
        && Math.abs(rate * years) < 20
        && Math.abs(yield * years) < 20;
  }

  private void chainBlock(
      OptionType[] types,
      double[] strikes,
      double[] volatilities,
      int from,
      int count,
      boolean isFast) {
    signs(types, from, count);
    System.arraycopy(strikes, from, block.strike, 0, count);
    System.arraycopy(volatilities, from, block.volatility, 0, count);
    if (isFast) {
      kernel.chain(block, count);
    } else {
      Arrays.fill(block.miss, 0, count, Double.NaN);
    }
  }

  /** Turns undiscounted measures into discounted ones. */
  private void discount(int count) {
    for (int i = 0; i < count; i++) {
      if (!(discountFactor[i] > 1e-75 && discountFactor[i] < 1e75)) {
        block.miss[i] = Double.NaN;
      }
    }
    for (Measure measure : MEASURES) {
      if (block.wants(measure)) {
        scale(block.result(measure), discountFactor, count);
      }
    }
    if (block.wants(Measure.RHO)) {
      forwardRho(block.result(Measure.VALUE), block.years, block.result(Measure.RHO), count);
    }
  }

  private static void scale(double[] column, double[] factor, int count) {
    for (int i = 0; i < count; i++) {
      column[i] = column[i] * factor[i];
    }
  }

  private static void forwardRho(double[] value, double[] years, double[] rho, int count) {
    for (int i = 0; i < count; i++) {
      rho[i] = 0.0 - years[i] * value[i];
    }
  }

  /** Copies the results of a block out, and does what the fast loops could not, row by row. */
  private void finish(MeasureColumns out, OptionType[] types, int from, int count) {
    for (Measure measure : MEASURES) {
      if (out.has(measure)) {
        System.arraycopy(block.result(measure), 0, out.column(measure), from, count);
      }
    }
    out.setOk(from, count);
    if (block.isEveryRowDone(count)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!(block.miss[i] <= 1)) {
        redo(out, types[from + i], from + i, i);
      }
    }
  }

  private void redo(MeasureColumns out, OptionType type, int row, int i) {
    RowStatus status = status(i);
    out.setStatus(row, status);
    if (status != RowStatus.OK) {
      Arrays.fill(single, Double.NaN);
    } else if (block.isForward) {
      Black76.all(
          type,
          block.spot[i],
          block.strike[i],
          block.years[i],
          discountFactor[i],
          block.volatility[i],
          single);
    } else {
      BlackScholes.all(
          type,
          block.spot[i],
          block.strike[i],
          block.years[i],
          block.rate[i],
          block.dividendYield[i],
          block.volatility[i],
          single);
    }
    for (Measure measure : MEASURES) {
      if (out.has(measure)) {
        out.column(measure)[row] = single[measure.index()];
      }
    }
  }

  private RowStatus status(int i) {
    double discount = block.isForward ? discountFactor[i] : 1;
    if (isAnyUnknown(i, discount)) {
      return RowStatus.UNKNOWN;
    }
    boolean isValid =
        Arguments.isPrice(block.spot[i])
            && Arguments.isPrice(block.strike[i])
            && Arguments.isPrice(discount)
            && Arguments.isTime(block.years[i])
            && Arguments.isVolatility(block.volatility[i])
            && Math.abs(block.rate[i] * block.years[i]) <= 500
            && Math.abs(block.dividendYield[i] * block.years[i]) <= 500;
    return isValid ? RowStatus.OK : RowStatus.INVALID;
  }

  private boolean isAnyUnknown(int i, double discount) {
    return Double.isNaN(block.spot[i])
        || Double.isNaN(block.strike[i])
        || Double.isNaN(block.years[i])
        || Double.isNaN(block.rate[i])
        || Double.isNaN(block.dividendYield[i])
        || Double.isNaN(block.volatility[i])
        || Double.isNaN(discount);
  }
}
