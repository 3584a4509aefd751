/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.examples.rows.VolatilityRows;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Adds the implied volatility to the rows of a file. */
@Command(
    name = "iv",
    description = {
      "Adds the implied volatility to the rows of a CSV file of any size.",
      "",
      "Columns read, in any order: type (C or P), forward, strike, years, discount_factor, price."
          + " Other columns are carried through. Columns added: volatility (0.20 is 20 %%) and status:"
          + " ok, zero_volatility, below_intrinsic, above_maximum, zero_time or invalid."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit iv --in prices.csv --out volatilities.csv",
      "  zcat prices.csv.gz | optionskit iv --in - --out - | head"
    })
final class IvCommand implements SubCommand {

  @ParentCommand private Main program;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "CSV",
      description = "File to read, may be compressed with gzip; - for standard input.")
  private Optional<String> in = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "CSV",
      description = "File to write, compressed if it ends in .gz; - for standard output.")
  private Optional<String> out = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    if (in.isEmpty() || out.isEmpty()) {
      throw problems.exception();
    }
    RowFiles files = new RowFiles(in.get(), out.get());
    files.check(problems, program.isJson());
    return files.job(problems, new VolatilityRows());
  }
}
