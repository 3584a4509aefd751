/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

import io.optionskit.greeks.internal.Arguments;

/**
 * Numbers that the block kernels share: what all of them must agree on to give the same bits.
 *
 * <p>Polynomials are made by {@code src/test/reference/batch_polynomials.py}, lowest power first.
 */
public final class Coefficients {

  // e^x = 1 + x GROWTH(x), |x| ≤ 1
  public static final double GROWTH_0 = 1.0;
  public static final double GROWTH_1 = 0.5;
  public static final double GROWTH_2 = 0.16666666666666669;
  public static final double GROWTH_3 = 0.04166666666666501;
  public static final double GROWTH_4 = 0.0083333333333331;
  public static final double GROWTH_5 = 0.001388888888906751;
  public static final double GROWTH_6 = 0.00019841269841456506;
  public static final double GROWTH_7 = 2.4801587216571472e-05;
  public static final double GROWTH_8 = 2.7557319150687833e-06;
  public static final double GROWTH_9 = 2.7557339990277737e-07;
  public static final double GROWTH_10 = 2.505212401145532e-08;
  public static final double GROWTH_11 = 2.0874041838692515e-09;
  public static final double GROWTH_12 = 1.60571992722078e-10;
  public static final double GROWTH_13 = 1.1651309874417153e-11;
  public static final double GROWTH_14 = 7.760411617749028e-13;

  // ln((1 + z) / (1 − z)) = 2z + 2z³ ATANH(z²), |z| ≤ 0.2005
  public static final double ATANH_0 = 0.3333333333333333;
  public static final double ATANH_1 = 0.1999999999999995;
  public static final double ATANH_2 = 0.14285714285745918;
  public static final double ATANH_3 = 0.1111111110306103;
  public static final double ATANH_4 = 0.09090910116001133;
  public static final double ATANH_5 = 0.07692234501973981;
  public static final double ATANH_6 = 0.06669726470243958;
  public static final double ATANH_7 = 0.058082779005117074;
  public static final double ATANH_8 = 0.06214708759895336;

  // e^r = 1 + r + r² EXP(r), |r| ≤ ln(2) / 2
  public static final double EXP_0 = 0.5;
  public static final double EXP_1 = 0.1666666666666667;
  public static final double EXP_2 = 0.04166666666666668;
  public static final double EXP_3 = 0.008333333333326141;
  public static final double EXP_4 = 0.0013888888888879082;
  public static final double EXP_5 = 0.00019841269874802173;
  public static final double EXP_6 = 2.4801587336422683e-05;
  public static final double EXP_7 = 2.755725542387984e-06;
  public static final double EXP_8 = 2.755726330017862e-07;
  public static final double EXP_9 = 2.510520706464424e-08;
  public static final double EXP_10 = 2.091812988660952e-09;

  // (a + Q) R(a) = MILLS((a − P) / (a + Q)), −1 ≤ a ≤ 45
  public static final double MILLS_0 = 2.313697256583789;
  public static final double MILLS_1 = -2.8644673483888616;
  public static final double MILLS_2 = 3.198632371491856;
  public static final double MILLS_3 = -3.223618125394267;
  public static final double MILLS_4 = 2.928464189746041;
  public static final double MILLS_5 = -2.3900680375589154;
  public static final double MILLS_6 = 1.742141654509809;
  public static final double MILLS_7 = -1.1232924089246537;
  public static final double MILLS_8 = 0.6308350142131064;
  public static final double MILLS_9 = -0.30054101625547425;
  public static final double MILLS_10 = 0.11544823176940225;
  public static final double MILLS_11 = -0.03149560747699893;
  public static final double MILLS_12 = 0.00310912364461314;
  public static final double MILLS_13 = 0.0021715699199315744;
  public static final double MILLS_14 = -0.001268934148915871;
  public static final double MILLS_15 = 0.00020659146395144958;
  public static final double MILLS_16 = 9.550957317598258e-05;
  public static final double MILLS_17 = -5.830523329825879e-05;
  public static final double MILLS_18 = 2.7137022184087368e-06;
  public static final double MILLS_19 = 8.137713989615324e-06;
  public static final double MILLS_20 = -1.988534016928463e-06;
  public static final double MILLS_21 = -1.0022744293795567e-06;
  public static final double MILLS_22 = 2.933085571351204e-07;
  public static final double MILLS_23 = 1.1804649394223938e-07;
  public static final double P = 5;
  public static final double Q = 7;

  public static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;
  public static final double PER_LN2 = 1.4426950408889634;

  /** ln 2 to 34 bits, so that times an exponent it is exact, and what it lacks. */
  public static final double LN2 = 0x1.62e42fefap-1;

  public static final double LN2_REST = 0x1.cf79abc9e3b3ap-40;

  /** Adding this leaves an integer in the low bits of the sum. */
  public static final double SHIFT = 0x1.8p52;

  /** Bits of the same: an integer added to them is in the low bits too. */
  public static final long SHIFT_BITS = 0x4338000000000000L;

  /** Half of what the bits of a number grow by when it is doubled. */
  public static final long HALF_OCTAVE = 1L << 51;

  /** Farther out than this many standard deviations every measure is zero. */
  public static final double FAR = 42;

  /** Binary exponents of the density between which results may lose digits to underflow. */
  public static final int SUBNORMAL = -960;

  public static final int VANISHED = -1200;

  private Coefficients() {}

  /** The least time to expiry above 0. */
  public static final double LEAST_TIME = Arguments.LEAST_TIME;
}
