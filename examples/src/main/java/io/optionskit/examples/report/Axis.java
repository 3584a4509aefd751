/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale from values to pixels of an SVG.
 *
 * @param low value at the start
 * @param high value at the end, &gt; low
 * @param start pixel of low
 * @param end pixel of high; below start for a vertical scale
 */
public record Axis(double low, double high, double start, double end) {

  /**
   * Returns a scale; a range of zero width is widened, so that there is one at all.
   *
   * @param low value at the start
   * @param high value at the end, ≥ low
   * @param start pixel of low
   * @param end pixel of high
   * @return the scale
   */
  public static Axis of(double low, double high, double start, double end) {
    double pad = high > low ? 0 : Math.max(1e-9, Math.abs(high) * 0.01 + 1e-6);
    return new Axis(low - pad, high + pad, start, end);
  }

  /**
   * Returns where a value is.
   *
   * @param value value
   * @return pixel, outside start to end for a value outside low to high
   */
  public double pixel(double value) {
    return start + (value - low) / (high - low) * (end - start);
  }

  /**
   * Returns where a value is, as text.
   *
   * @param value value
   * @return pixel with one decimal
   */
  public String at(double value) {
    return coordinate(pixel(value));
  }

  /**
   * Returns a pixel as text.
   *
   * @param pixel pixel
   * @return text with one decimal
   */
  public static String coordinate(double pixel) {
    return Numbers.fixed(pixel, 1);
  }

  /**
   * Returns round values within the range.
   *
   * @param wanted about how many
   * @return values, ascending
   */
  public List<BigDecimal> ticks(int wanted) {
    BigDecimal step = step((high - low) / wanted);
    List<BigDecimal> ticks = new ArrayList<>();
    BigDecimal tick = new BigDecimal(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    BigDecimal end = new BigDecimal(high);
    while (tick.compareTo(end) <= 0 && ticks.size() < 50) {
      ticks.add(tick);
      tick = tick.add(step);
    }
    return ticks;
  }

  /** Smallest of 1, 2, 5, 10 times a power of ten that is not below a size. */
  private static BigDecimal step(double size) {
    BigDecimal exact = new BigDecimal(size);
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exact.precision() - exact.scale() - 1);
    for (String factor : List.of("1", "2", "5")) {
      BigDecimal step = power.multiply(new BigDecimal(factor));
      if (step.compareTo(exact) >= 0) {
        return step;
      }
    }
    return power.scaleByPowerOfTen(1);
  }
}
