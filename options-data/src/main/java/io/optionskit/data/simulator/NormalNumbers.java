/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * Standard normal distribution, fast enough for millions of prices: a table of cubics for the
 * cumulative probability, and its inverse.
 *
 * <p>The cumulative probability has an absolute error below 3e-10, which is less than a millionth
 * of a dollar in any price here.
 */
final class NormalNumbers {

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;
  private static final int CELLS_PER_UNIT = 64;
  private static final int LIMIT = 7;
  private static final double[] CUBICS = cubics();

  private NormalNumbers() {}

  /** Returns the density. */
  static double density(double x) {
    return INVERSE_SQRT_TWO_PI * StrictMath.exp(-0.5 * x * x);
  }

  /** Returns the probability of a value of at most {@code x}; 0 or 1 beyond ±7. */
  static double cumulative(double x) {
    double position = (x + LIMIT) * CELLS_PER_UNIT;
    if (!(position > 0)) {
      return 0;
    }
    int cell = (int) position;
    if (cell >= 2 * LIMIT * CELLS_PER_UNIT) {
      return 1;
    }
    double f = position - cell;
    int at = 4 * cell;
    return ((CUBICS[at + 3] * f + CUBICS[at + 2]) * f + CUBICS[at + 1]) * f + CUBICS[at];
  }

  /**
   * Returns the number below which a value lies with a probability strictly between 0 and 1.
   *
   * @see <a href="https://doi.org/10.2307/2347330">M. J. Wichura, "Algorithm AS 241: The Percentage
   *     Points of the Normal Distribution", Applied Statistics 37(3), 1988, 477–484</a>
   */
  static double quantile(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * ratio(CENTRE, r);
    }
    double r = Math.sqrt(-StrictMath.log(Math.min(probability, 1 - probability)));
    double x = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(TAIL, r - 5);
    return q < 0 ? -x : x;
  }

  private static double ratio(double[] coefficients, double r) {
    double above = coefficients[7];
    double below = coefficients[15];
    for (int i = 6; i >= 0; i--) {
      above = above * r + coefficients[i];
      below = below * r + coefficients[8 + i];
    }
    return above / below;
  }

  /** Hermite cubics through value and density at the ends of each cell. */
  private static double[] cubics() {
    int cells = 2 * LIMIT * CELLS_PER_UNIT;
    double h = 1.0 / CELLS_PER_UNIT;
    double[] values = new double[cells + 1];
    values[cells / 2] = 0.5;
    for (int i = cells / 2; i < cells; i++) {
      values[i + 1] = values[i] + integral((double) i / CELLS_PER_UNIT - LIMIT, h);
      values[cells - i - 1] = 1 - values[i + 1];
    }
    double[] cubics = new double[4 * cells];
    for (int i = 0; i < cells; i++) {
      double left = h * density((double) i / CELLS_PER_UNIT - LIMIT);
      double right = h * density((double) (i + 1) / CELLS_PER_UNIT - LIMIT);
      double rise = values[i + 1] - values[i];
      cubics[4 * i] = values[i];
      cubics[4 * i + 1] = left;
      cubics[4 * i + 2] = 3 * rise - 2 * left - right;
      cubics[4 * i + 3] = left + right - 2 * rise;
    }
    return cubics;
  }

  /** Integral of the density over one cell by the three-point rule of Gauss. */
  private static double integral(double from, double width) {
    double middle = from + 0.5 * width;
    double offset = 0.5 * width * Math.sqrt(0.6);
    double ends = density(middle - offset) + density(middle + offset);
    return width * (5 * ends + 8 * density(middle)) / 18;
  }

  private static final double[] CENTRE = {
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227,
    1,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };

  private static final double[] MIDDLE = {
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414,
    1,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09
  };

  private static final double[] TAIL = {
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-05,
    2.0103343992922881e-07,
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15
  };
}
