/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.examples.rows.GreeksRows;
import io.optionskit.greeks.american.AmericanAccuracy;
import java.util.Arrays;
import java.util.Locale;
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
          + " vega, theta, rho, vanna, volga, charm, speed, color, zomma, status; with --model"
          + " american those from vanna to zomma stay blank.",
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
      description = "bsm (default), black76 or american.")
  private String model = "bsm";

  @Option(
      names = "--accuracy",
      paramLabel = "MODE",
      description = "Of american: fast, accurate or high (default).")
  private Optional<String> accuracy = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    Optional<GreeksRows> rows = rows(problems);
    if (in.isEmpty() || out.isEmpty() || rows.isEmpty()) {
      in.ifPresent(input -> new RowFiles(input, out.orElse("-")).check(problems, false));
      throw problems.exception();
    }
    RowFiles files = new RowFiles(in.get(), out.get());
    files.check(problems, program.isJson());
    return files.job(problems, rows.get());
  }

  private Optional<GreeksRows> rows(Problems problems) {
    Optional<AmericanAccuracy> mode =
        problems.read("--accuracy", accuracy, GreeksCommand::accuracy);
    if (accuracy.isPresent() && !model.equals("american")) {
      problems.add("--accuracy goes with --model american, not with " + model);
    }
    return switch (model) {
      case "bsm" -> Optional.of(GreeksRows.blackScholes());
      case "black76" -> Optional.of(GreeksRows.black76());
      case "american" -> Optional.of(GreeksRows.american(mode.orElse(AmericanAccuracy.HIGH)));
      default -> {
        problems.add("--model must be bsm, black76 or american: " + model);
        yield Optional.empty();
      }
    };
  }

  private static AmericanAccuracy accuracy(String text) {
    return Arrays.stream(AmericanAccuracy.values())
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be fast, accurate or high: " + text));
  }
}
