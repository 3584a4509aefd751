/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.examples.rows.GreeksRows;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Adds value and Greeks to the rows of a file. */
@Command(
    name = "greeks",
    description = {
      "Adds value and Greeks to the rows of a CSV file of any size.",
      "",
      "Columns read, in any order: type (C or P), spot, strike, years, rate, dividend_yield,"
          + " volatility; with --model black76: type, forward, strike, years, discount_factor,"
          + " volatility. Other columns are carried through. Columns added: price, delta, gamma,"
          + " vega, theta, rho, vanna, volga, charm, speed, color, zomma, status.",
      "",
      "Values are raw derivatives: per 1.00 of volatility and rate, per year of time passing. A row"
          + " with a cell that makes no sense keeps blank results and says so in status."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit greeks --in options.csv --out greeks.csv",
      "  optionskit greeks --model black76 --in options.csv.gz --out greeks.csv.gz"
    })
final class GreeksCommand implements SubCommand {

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

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "bsm (default), black76, american or discrete.")
  private String model = "bsm";

  @Override
  public Job prepare(Problems problems) {
    if (!List.of("bsm", "black76").contains(model)) {
      problems.add("--model must be bsm or black76: " + model);
    }
    if (in.isEmpty() || out.isEmpty()) {
      throw problems.exception();
    }
    RowFiles files = new RowFiles(in.get(), out.get());
    files.check(problems, program.isJson());
    return files.job(
        problems, model.equals("black76") ? GreeksRows.black76() : GreeksRows.blackScholes());
  }
}
