/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The contracts that definitions of {@code OPRA.PILLAR} describe.
 *
 * <p>The symbol is the identity; the other terms must agree with it. Two things are not taken from
 * the definition: the instant of expiry, which is stamped at midnight UTC, the evening before the
 * last session (the calendar knows when a contract settles), and the multiplier, which is undefined
 * or the unit of something else (the product of the root knows it).
 */
public final class OpraContracts {

  private OpraContracts() {}

  /**
   * Returns the contract of a definition.
   *
   * @param definition terms as they came
   * @return the contract with the product of its root
   * @throws ProviderException {@code UNSUPPORTED} if it is no listed option with an OCC symbol,
   *     such as a stock or an option on a future; {@code BAD_DATA} if its terms contradict its
   *     symbol
   */
  public static OptionContract of(DbnRecord.Definition definition) {
    String symbol = definition.rawSymbol();
    char type = definition.instrumentClass();
    if ((type != 'C' && type != 'P') || definition.securityType().equals("OOF")) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "'"
              + symbol
              + "' is no equity or index option: class "
              + type
              + ", type '"
              + definition.securityType()
              + "'");
    }
    OptionContract contract = ofSymbol(symbol);
    check(contract.type() == OptionType.ofCode(type), symbol, "class", type);
    definition.strike().ifPresent(strike -> checkStrike(contract, strike));
    if (definition.expirationNs() != FixedPoint.NO_TIME) {
      LocalDate date = FixedPoint.utcDate(definition.expirationNs());
      check(isExpiry(contract.expiry(), date), symbol, "expiration", date);
    }
    definition
        .contractMultiplier()
        .ifPresent(
            multiplier ->
                check(
                    multiplier == contract.multiplier(),
                    symbol,
                    "multiplier, known as " + contract.multiplier() + ",",
                    multiplier));
    return contract;
  }

  /**
   * Returns the contract of a raw symbol.
   *
   * @param rawSymbol OCC symbol such as {@code AAPL 250221C00250000}
   * @return the contract with the product of its root
   * @throws ProviderException {@code BAD_DATA} if it is not an OCC symbol
   */
  public static OptionContract ofSymbol(String rawSymbol) {
    try {
      return OptionContract.parse(rawSymbol);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "databento's symbol of an option: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the contract of a raw symbol if it is one of an option.
   *
   * @param rawSymbol symbol of any instrument
   * @return the contract, empty if the symbol has not the form of the OCC
   */
  public static Optional<OptionContract> find(String rawSymbol) {
    try {
      return Optional.of(OptionContract.parse(rawSymbol));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void checkStrike(OptionContract contract, BigDecimal strike) {
    check(
        strike.compareTo(contract.strike()) == 0,
        contract.symbol(),
        "strike",
        strike.toPlainString());
  }

  /** Symbols of 2013 and 2014 name the Saturday after the last session. */
  private static boolean isExpiry(LocalDate inSymbol, LocalDate stamped) {
    return stamped.equals(inSymbol)
        || (inSymbol.getDayOfWeek() == DayOfWeek.SATURDAY && stamped.equals(inSymbol.minusDays(1)));
  }

  private static void check(boolean agrees, String symbol, String name, Object value) {
    if (!agrees) {
      throw new ProviderException(
          Reason.BAD_DATA, "definition of '" + symbol + "' contradicts its " + name + " " + value);
    }
  }
}
