/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * Random numbers of one purpose, independent of how many numbers any other purpose used.
 *
 * <p>The generator is SplitMix64: a counter that grows by the golden ratio, passed through a mixing
 * function. The first value of the counter is a hash of the seed, a name, an index and the purpose,
 * so that a day or an underlying can be drawn without the others. Not safe for use by several
 * threads.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">G. L. Steele, D. Lea, C. H. Flood, "Fast
 *     splittable pseudorandom number generators", OOPSLA 2014, 453–472</a>
 */
final class RandomStream {

  /** What the numbers are for. */
  enum Purpose {
    START(1),
    OVERNIGHT(2),
    MINUTES(3),
    TRADES(4),
    CONTRACT(5),
    QUOTES(6);

    private final long code;

    Purpose(long code) {
      this.code = code;
    }
  }

  static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long counter;

  private RandomStream(long counter) {
    this.counter = counter;
  }

  static RandomStream of(long seed, String name, long index, Purpose purpose) {
    return new RandomStream(key(seed, name, index, purpose));
  }

  /** Returns 64 well mixed bits that depend on all arguments. */
  static long key(long seed, String name, long index, Purpose purpose) {
    long text = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      text = (text ^ name.charAt(i)) * FNV_PRIME;
    }
    long key = mix(seed + GOLDEN);
    key = mix(key ^ text);
    key = mix(key + index * GOLDEN);
    return mix(key ^ purpose.code * FNV_PRIME);
  }

  /** Returns a value with every bit depending on every bit of the argument; a bijection. */
  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long bits() {
    counter += GOLDEN;
    return mix(counter);
  }

  /** Returns a number above 0 and below 1. */
  double uniform() {
    return ((bits() >>> 11) + 0.5) * 0x1p-53;
  }

  /** Returns a number from the standard normal distribution. */
  double normal() {
    return NormalNumbers.quantile(uniform());
  }
}
