/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.NormalColumns;

/**
 * What early exercise pays at a column of quadrature points: for one option many points, or one
 * point of many options. Operations and their order are the same for both, so the bits are.
 */
final class FlowColumns {

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  /** Densities and exponentials of less than this count as 0. */
  private static final double LEAST = -600;

  private static final double STEEP = 1e300;

  /** Whether nine digits are enough. */
  private final boolean quick;

  final double[] path;
  final double[] expPath;
  final double[] near;
  final double[] far;
  final double[] strikeFlow;
  final double[] spotFlow;
  final double[] ratePart;
  final double[] spotPart;
  private final double[] exponent;
  private final double[] density;
  private final double[] power;
  private final double[] mantissa;
  private final double[] ratio;

  // Java compiles a method together with those it calls, and turns only so many loops of one
  // compilation into vector code; calls through a list keep the stages apart

  private final Runnable[] pathStages;
  private final Runnable[] flowStages;

  private double side;
  private int count;
  private double[] in = {};
  private double[] least = {};
  private double[] age = {};
  private double[] perAge = {};
  private double[] lead = {};
  private double[] rateFactor = {};
  private double[] spotFactor = {};

  FlowColumns(boolean quick, int capacity) {
    this.quick = quick;
    path = new double[capacity];
    expPath = new double[capacity];
    near = new double[capacity];
    far = new double[capacity];
    strikeFlow = new double[capacity];
    spotFlow = new double[capacity];
    ratePart = new double[capacity];
    spotPart = new double[capacity];
    exponent = new double[capacity];
    density = new double[capacity];
    power = new double[capacity];
    mantissa = new double[capacity];
    ratio = new double[capacity];
    pathStages =
        new Runnable[] {() -> paths(in, least, path, count), () -> exp(path, expPath, count)};
    flowStages =
        new Runnable[] {
          this::deviations,
          this::densities,
          this::weights,
          () -> mills(near, count),
          this::strikeParts,
          () -> mills(far, count),
          this::spotParts
        };
  }

  void paths(double[] square, double[] floor, int count) {
    this.count = count;
    in = square;
    least = floor;
    for (Runnable stage : pathStages) {
      stage.run();
    }
  }

  private static void paths(double[] square, double[] floor, double[] path, int count) {
    for (int e = 0; e < count; e++) {
      path[e] = -Math.sqrt(Math.max(square[e], floor[e]));
    }
  }

  /** Fills all columns but path and its exponential, which are there. */
  void flows(
      double side,
      double[] at,
      double[] age,
      double[] perAge,
      double[] lead,
      double[] rateFactor,
      double[] spotFactor,
      int count) {
    this.side = side;
    this.count = count;
    in = at;
    this.age = age;
    this.perAge = perAge;
    this.lead = lead;
    this.rateFactor = rateFactor;
    this.spotFactor = spotFactor;
    for (Runnable stage : flowStages) {
      stage.run();
    }
  }

  private void deviations() {
    deviations(side, in, path, age, perAge, lead, near, far, count);
    exponents(near, exponent, count);
  }

  private void densities() {
    exp(exponent, density, count);
  }

  private void weights() {
    weigh(rateFactor, density, strikeFlow, count);
    multiply(strikeFlow, expPath, spotFlow, count);
  }

  private void strikeParts() {
    parts(near, strikeFlow, ratio, rateFactor, ratePart, count);
  }

  private void spotParts() {
    parts(far, spotFlow, ratio, spotFactor, spotPart, count);
  }

  private static void deviations(
      double side,
      double[] at,
      double[] path,
      double[] age,
      double[] perAge,
      double[] lead,
      double[] near,
      double[] far,
      int count) {
    for (int e = 0; e < count; e++) {
      near[e] = side * Math.fma(at[e] - path[e], perAge[e], lead[e] * age[e]);
    }
    for (int e = 0; e < count; e++) {
      far[e] = Math.fma(side, age[e], near[e]);
    }
  }

  private static void exponents(double[] d, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      out[e] = Math.max(LEAST, -0.5 * d[e] * d[e]);
    }
  }

  private static void weigh(double[] factor, double[] density, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      out[e] = factor[e] * (INVERSE_SQRT_TWO_PI * density[e]);
    }
  }

  private static void multiply(double[] a, double[] b, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      out[e] = a[e] * b[e];
    }
  }

  private static void parts(
      double[] d, double[] density, double[] ratio, double[] factor, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      double sign = Math.min(1, Math.max(-1, d[e] * STEEP));
      out[e] = Math.fma(-sign, density[e] * ratio[e], factor[e] * Math.fma(0.5, sign, 0.5));
    }
  }

  private void exp(double[] x, double[] out, int count) {
    if (quick) {
      NormalColumns.quickExp(x, power, mantissa, out, count);
    } else {
      NormalColumns.exp(x, power, mantissa, out, count);
    }
  }

  private void mills(double[] d, int count) {
    if (quick) {
      NormalColumns.quickMills(d, power, ratio, count);
    } else {
      NormalColumns.mills(d, power, ratio, count);
    }
  }
}
