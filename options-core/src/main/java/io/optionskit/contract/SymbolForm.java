/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.util.regex.Pattern;

/**
 * How a provider writes assets. Every form can be written and read back.
 *
 * <p>Example: the option {@code SPXW 210104C03700000} and the index SPX are {@code
 * O:SPXW210104C03700000} and {@code I:SPX} in the form {@link #PREFIXED}.
 */
public enum SymbolForm {
  /** Options in 21 characters, root padded to six, as the OCC, OPRA and Databento write them. */
  OCC("", "", true),
  /** Options without blanks, indices and stocks by their ticker: Alpaca, Alpha Vantage, Cboe. */
  COMPACT("", "", false),
  /** Options after {@code O:}, indices after {@code I:}: Polygon. */
  PREFIXED("O:", "I:", false),
  /** Indices after an underscore: {@code _SPX}, the names of Cboe's files. */
  UNDERSCORE("", "_", false),
  /** Indices after a caret: {@code ^SPX}, Yahoo and the inside of Cboe's files. */
  CARET("", "^", false);

  private static final Pattern OPTION = Pattern.compile(".{1,6}[0-9]{6}[CP][0-9]{8}");

  private final String optionMark;
  private final String indexMark;
  private final boolean isPadded;

  SymbolForm(String optionMark, String indexMark, boolean isPadded) {
    this.optionMark = optionMark;
    this.indexMark = indexMark;
    this.isPadded = isPadded;
  }

  /**
   * Writes an asset.
   *
   * @param asset option, stock, fund or index
   * @return its symbol in this form
   */
  public String write(Asset asset) {
    if (asset instanceof OptionContract contract) {
      OccSymbol symbol = contract.occSymbol();
      return optionMark + (isPadded ? symbol.toString() : symbol.compact());
    }
    Underlying underlying = (Underlying) asset;
    return (underlying.isIndex() ? indexMark : "") + underlying.symbol();
  }

  /**
   * Reads a symbol. An option gets the standard terms of its root.
   *
   * <p>A ticker of an index without the mark of this form is read too.
   *
   * @param symbol symbol in this form; options may be padded or not
   * @return option or underlying
   * @throws IllegalArgumentException if the symbol is neither; the message shows it
   */
  public Asset parse(String symbol) {
    String name = without(optionMark, symbol);
    boolean isMarked = name.length() < symbol.length();
    if (isMarked || OPTION.matcher(symbol).matches()) {
      if (!isMarked && !optionMark.isEmpty()) {
        throw new IllegalArgumentException(
            "option must begin with " + optionMark + ": '" + symbol + "'");
      }
      return OptionContract.parse(name);
    }
    return underlying(symbol);
  }

  /**
   * Reads the symbol of a stock, fund or index.
   *
   * @param symbol ticker, with or without the mark of an index
   * @return underlying without the mark
   * @throws IllegalArgumentException if the ticker cannot be one; the message shows it
   */
  public Underlying underlying(String symbol) {
    return new Underlying(without(indexMark, symbol));
  }

  private static String without(String mark, String symbol) {
    return !mark.isEmpty() && symbol.startsWith(mark) ? symbol.substring(mark.length()) : symbol;
  }
}
