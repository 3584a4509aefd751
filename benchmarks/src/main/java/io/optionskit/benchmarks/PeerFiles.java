/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Writes the rows for peers that are programs of their own, one row a line, blanks between. */
final class PeerFiles {

  private static final double DAYS = 365;

  private PeerFiles() {}

  static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    EuropeanRows european = EuropeanRows.ofManyUnderlyings();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EuropeanRows.ROWS; i++) {
      lines.add(
          line(
              sign(european.types[i]),
              european.spots[i],
              european.strikes[i],
              days(european.years[i]),
              european.rates[i],
              european.yields[i],
              european.volatilities[i]));
    }
    Files.write(directory.resolve("european.txt"), lines);
    Files.write(directory.resolve("implied.txt"), implied(ImpliedRows.ordinary()));
    Files.write(directory.resolve("wide.txt"), implied(ImpliedRows.wide()));
    Files.write(directory.resolve("reference.txt"), reference());
    AmericanRows american = new AmericanRows();
    lines.clear();
    for (int i = 0; i < AmericanRows.ROWS; i++) {
      lines.add(
          line(
              sign(american.types[i]),
              american.spots[i],
              american.strikes[i],
              days(american.years[i]),
              american.rates[i],
              american.yields[i],
              american.volatilities[i]));
    }
    Files.write(directory.resolve("american.txt"), lines);
    DividendRows dividend = new DividendRows();
    lines.clear();
    for (int i = 0; i < DividendRows.ROWS; i++) {
      StringJoiner line = new StringJoiner(" ");
      line.add(
          line(
              sign(dividend.types[i]),
              dividend.spots[i],
              dividend.strikes[i],
              days(dividend.years[i]),
              dividend.rates[i],
              0,
              dividend.volatilities[i]));
      for (int k = 0; k < dividend.amounts[i].length; k++) {
        line.add(line(days(dividend.dividendYears[i][k]), dividend.amounts[i][k]));
      }
      lines.add(line.toString());
    }
    Files.write(directory.resolve("dividend.txt"), lines);
  }

  private static List<String> implied(ImpliedRows rows) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(
          line(
              sign(rows.types[i]),
              rows.forwards[i],
              rows.strikes[i],
              rows.years[i],
              rows.discountFactors[i],
              rows.prices[i]));
    }
    return lines;
  }

  /** The rows of the high-precision reference of implied volatilities. */
  private static List<String> reference() {
    ReferenceTable table = ReferenceTable.of("implied.csv").without("group", "unsolvable");
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      lines.add(
          line(
              table.text(row, "type").equals("C") ? 1 : -1,
              table.number(row, "forward"),
              table.number(row, "strike"),
              table.number(row, "years"),
              table.number(row, "discountFactor"),
              table.number(row, "price")));
    }
    return lines;
  }

  private static double sign(OptionType type) {
    return type == OptionType.CALL ? 1 : -1;
  }

  private static double days(double years) {
    return Math.rint(years * DAYS);
  }

  private static String line(double... values) {
    StringJoiner line = new StringJoiner(" ");
    for (double value : values) {
      line.add(Double.toString(value));
    }
    return line.toString();
  }
}
