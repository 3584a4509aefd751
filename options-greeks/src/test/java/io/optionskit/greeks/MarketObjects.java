/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Random values of the types of options-core and the JDK that this module takes. */
final class MarketObjects {

  private static final Instant TIME = Instant.parse("2026-01-05T15:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 5);

  /** Comes again and again, so that what was made of it meets it. */
  private static final OptionChain KNOWN = chain(new Random(7), () -> 100);

  private static final String[] TEXTS = {"SPY", "SPXW", "0.1:0.5;0.35:0.5", "", " ;", "1e-3:x"};

  private MarketObjects() {}

  /**
   * Returns a value of a type, null if the type is not known.
   *
   * @param number draws numbers that may make no sense
   */
  static Object of(Class<?> type, Random random, DoubleSupplier number) {
    if (type == OptionChain.class) {
      return random.nextBoolean() ? KNOWN : chain(random, number);
    }
    if (type == OptionContract.class) {
      return contract(random, random.nextBoolean() ? "SPY" : "SPXW");
    }
    if (type == LocalDate.class) {
      return TODAY.plusDays(random.nextInt(400));
    }
    if (type == Instant.class) {
      return TIME.plusSeconds(random.nextInt(40_000_000));
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(random.nextInt(90_000) - 1000);
    }
    if (type == String.class) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    if (type == IntToDoubleFunction.class) {
      double slope = number.getAsDouble();
      return (IntToDoubleFunction) row -> slope * row;
    }
    if (type == CorporateAction.class) {
      return action(random);
    }
    if (type == BigDecimal.class) {
      return BigDecimal.valueOf(random.nextInt(20_000), 2);
    }
    if (type == OptionalDouble.class) {
      return random.nextBoolean()
          ? OptionalDouble.empty()
          : OptionalDouble.of(number.getAsDouble());
    }
    if (type == DoubleUnaryOperator.class) {
      double slope = number.getAsDouble();
      return (DoubleUnaryOperator) x -> slope * x;
    }
    return null;
  }

  private static CorporateAction action(Random random) {
    LocalDate exDate = TODAY.plusDays(random.nextInt(800) - 200);
    BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(2000), 2);
    return random.nextInt(4) == 0
        ? new CorporateAction.Split("SPY", exDate, amount, BigDecimal.ONE, TIME)
        : new CorporateAction.Dividend(
            "SPY", exDate, amount, random.nextInt(20) == 0 ? "EUR" : "USD", TIME);
  }

  private static OptionContract contract(Random random, String root) {
    LocalDate[] expiries = {TODAY, LocalDate.of(2026, 1, 16), LocalDate.of(2026, 3, 20)};
    return OptionContract.of(
        root,
        expiries[random.nextInt(expiries.length)],
        random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
        BigDecimal.valueOf(80 + random.nextInt(40)));
  }

  /** Returns a chain whose quotes need not make sense, as far as {@link Quote} takes them. */
  private static OptionChain chain(Random random, DoubleSupplier number) {
    String root = random.nextBoolean() ? "SPY" : "SPXW";
    OptionChain.Builder chain =
        OptionChain.builder(OptionProduct.ofRoot(root).underlying(), TIME, TODAY);
    double spot = number.getAsDouble();
    if (random.nextInt(4) > 0 && spot > 0 && Double.isFinite(spot)) {
      chain.spot(spot);
    }
    int quotes = random.nextInt(60);
    for (int i = 0; i < quotes; i++) {
      addQuote(chain, contract(random, root), random, number);
    }
    return chain.build();
  }

  private static void addQuote(
      OptionChain.Builder chain, OptionContract contract, Random random, DoubleSupplier number) {
    double strike = contract.strike().doubleValue();
    double fair = contract.type().intrinsic(100, strike) + 5 * random.nextDouble();
    boolean isOdd = random.nextInt(6) == 0;
    try {
      chain.add(
          contract,
          Quote.of(
              isOdd ? number.getAsDouble() : 0.98 * fair,
              isOdd ? number.getAsDouble() : 1.02 * fair,
              TIME.minusSeconds(random.nextInt(100))),
          random.nextInt(100) - 1,
          random.nextInt(100) - 1);
    } catch (IllegalArgumentException e) {
      // a quote that cannot exist
    }
  }
}
