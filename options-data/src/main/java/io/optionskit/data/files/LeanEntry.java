/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.StrikeUnit;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.time.ExpiryRules;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of what is inside Lean's zip files. */
final class LeanEntry {

  private static final Pattern OPTION =
      Pattern.compile(
          "(?:.*/)?(?:\\d{8}_)?([a-z0-9.]+)_(?:[a-z]+_)*(american|european)_(call|put)_(\\d{1,9})_(\\d{8})\\.csv");

  private LeanEntry() {}

  /**
   * Returns what the rows of an entry are about.
   *
   * @throws RefusedRowException if its name says nothing that can be
   */
  static Asset asset(LeanFile file, String entry) {
    try {
      return file.security().isOption() ? option(file, entry) : new Underlying(file.ticker());
    } catch (IllegalArgumentException e) {
      throw new RefusedRowException(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
    }
  }

  private static OptionContract option(LeanFile file, String entry) {
    Matcher name = OPTION.matcher(entry);
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "name must end in style, type, strike and expiry, such as"
              + " …_american_call_575000_20150117.csv");
    }
    String ticker = String.valueOf(name.group(1)).toUpperCase(Locale.ROOT);
    OccSymbol symbol =
        OccSymbol.parse(
            ticker.replace(".", ""),
            String.valueOf(name.group(5)),
            String.valueOf(name.group(3)),
            String.valueOf(name.group(4)),
            StrikeUnit.TEN_THOUSANDTHS);
    LocalDate expiry = ExpiryRules.usOptions().printedExpiry(symbol.expiry());
    OptionProduct product = OptionProduct.ofRoot(symbol.root(), expiry);
    String style = String.valueOf(name.group(2)).toUpperCase(Locale.ROOT);
    if (!product.exerciseStyle().name().equals(style)) {
      throw new RefusedRowException(
          Refusal.NON_STANDARD,
          symbol + " is " + style.toLowerCase(Locale.ROOT) + ", its root is not");
    }
    boolean isShare = file.security() == LeanFile.Security.OPTION;
    return new OptionContract(
        isShare && !product.isAdjusted() ? product.withUnderlying(ticker) : product,
        expiry,
        symbol.type(),
        symbol.strike());
  }
}
