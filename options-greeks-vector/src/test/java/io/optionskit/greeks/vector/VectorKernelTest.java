/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The plain kernel, which has a high-precision reference of its own, says what is right. */
class VectorKernelTest {

  private static final int ROWS = 20_000;
  private static final long SEED = 11;

  private final OptionType[] types = new OptionType[ROWS];
  private final double[] spots = new double[ROWS];
  private final double[] strikes = new double[ROWS];
  private final double[] years = new double[ROWS];
  private final double[] rates = new double[ROWS];
  private final double[] yields = new double[ROWS];
  private final double[] volatilities = new double[ROWS];
  private final double[] discountFactors = new double[ROWS];

  /** From same-day to ten years, deep in and out of the money, and what no kernel can price. */
  VectorKernelTest() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROWS; i++) {
      types[i] = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      spots[i] = Math.scalb(random.nextDouble(1, 2), random.nextInt(-10, 20));
      boolean isNear = random.nextInt(4) > 0;
      strikes[i] = spots[i] * (isNear ? random.nextDouble(0.8, 1.2) : random.nextDouble(0.1, 6));
      years[i] = random.nextDouble(1, 2) * Math.scalb(1.0, random.nextInt(-25, 4));
      rates[i] = random.nextDouble(-0.05, 0.25);
      yields[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble(-0.05, 0.25);
      volatilities[i] = random.nextDouble(1, 2) * Math.scalb(1.0, random.nextInt(-9, 3));
      discountFactors[i] = random.nextDouble(0.5, 1.1);
    }
    double[] odd = {Double.NaN, 0, -0.0, -1, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e300};
    double[][] columns = {spots, strikes, years, rates, yields, volatilities, discountFactors};
    for (int i = 0; i < odd.length * columns.length; i++) {
      columns[i % columns.length][100 * i] = odd[i / columns.length];
    }
    strikes[7] = spots[7];
    yields[7] = rates[7];
  }

  @Test
  void rowsHaveTheBitsOfThePlainKernel() {
    assertSameBits(
        EnumSet.allOf(Measure.class),
        (batch, out) ->
            batch.price(types, spots, strikes, years, rates, yields, volatilities, out));
  }

  @Test
  void rowsOfForwardsHaveTheBitsOfThePlainKernel() {
    assertSameBits(
        EnumSet.allOf(Measure.class),
        (batch, out) ->
            batch.priceForwards(types, spots, strikes, years, discountFactors, volatilities, out));
  }

  @Test
  void chainsHaveTheBitsOfThePlainKernel() {
    for (int chain = 0; chain < 500; chain++) {
      Chain c = new Chain(chain);
      assertSameBits(
          EnumSet.allOf(Measure.class),
          (batch, out) ->
              batch.priceChain(
                  c.types, c.spot, c.strikes, c.years, c.rate, c.yield, c.volatilities, out));
    }
  }

  @Test
  void forwardChainsHaveTheBitsOfThePlainKernel() {
    for (int chain = 0; chain < 500; chain++) {
      Chain c = new Chain(chain);
      assertSameBits(
          EnumSet.allOf(Measure.class),
          (batch, out) ->
              batch.priceForwardChain(
                  c.types, c.spot, c.strikes, c.years, c.discountFactor, c.volatilities, out));
    }
  }

  @Test
  void everyMeasureAloneHasTheBitsOfThePlainKernel() {
    for (Measure measure : Measure.values()) {
      assertSameBits(
          EnumSet.of(measure),
          (batch, out) ->
              batch.price(types, spots, strikes, years, rates, yields, volatilities, out));
    }
  }

  @Test
  void isNotFoundWhereTheIncubatingModuleIsNotResolved() throws Exception {
    try (URLClassLoader loader = new WithoutIncubator()) {
      Object found =
          loader.loadClass(EuropeanBatch.class.getName()).getMethod("findAccelerated").invoke(null);

      assertThat((Optional<?>) found).isEmpty();
    }
  }

  private static void assertSameBits(
      EnumSet<Measure> measures, BiConsumer<EuropeanBatch, MeasureColumns> pricing) {
    MeasureColumns plain = MeasureColumns.of(ROWS, measures);
    MeasureColumns accelerated = MeasureColumns.of(ROWS, measures);

    pricing.accept(EuropeanBatch.create(), plain);
    pricing.accept(EuropeanBatch.findAccelerated().orElseThrow(), accelerated);

    assertThat(accelerated.rows()).isEqualTo(plain.rows());
    for (int i = 0; i < plain.rows(); i++) {
      assertThat(accelerated.status(i)).isEqualTo(plain.status(i));
    }
    for (Measure measure : measures) {
      int differs =
          Arrays.mismatch(
              Arrays.copyOf(accelerated.column(measure), plain.rows()),
              Arrays.copyOf(plain.column(measure), plain.rows()));
      assertThat(differs).as("%s of seed %s: first row that differs", measure, SEED).isEqualTo(-1);
    }
  }

  /** Some rows that share what the first of them has; of many lengths. */
  private final class Chain {
    final OptionType[] types;
    final double spot;
    final double[] strikes;
    final double years;
    final double rate;
    final double yield;
    final double[] volatilities;
    final double discountFactor;

    Chain(int number) {
      int from = 40 * number + 1;
      int rows = number % 40 == 0 ? 399 : number % 39 + 1;
      int to = Math.min(ROWS, from + rows);
      types = Arrays.copyOfRange(VectorKernelTest.this.types, from, to);
      spot = spots[from];
      years = VectorKernelTest.this.years[from];
      rate = rates[from];
      yield = yields[from];
      discountFactor = discountFactors[from];
      strikes = new double[to - from];
      for (int i = from; i < to; i++) {
        strikes[i - from] = VectorKernelTest.this.strikes[i] / spots[i] * spot;
      }
      volatilities = Arrays.copyOfRange(VectorKernelTest.this.volatilities, from, to);
    }
  }

  /** Loads this project anew, and knows no incubating module. */
  private static final class WithoutIncubator extends URLClassLoader {

    WithoutIncubator() throws MalformedURLException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jdk.incubator.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    private static URL[] classPath() throws MalformedURLException {
      List<URL> urls = new ArrayList<>();
      for (Class<?> type : List.of(VectorKernel.class, EuropeanBatch.class, OptionType.class)) {
        String folder = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        urls.add(Path.of(new File(folder).getPath()).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }
  }
}
