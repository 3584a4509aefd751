/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.examples.rows.GreeksRows;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.dividend.DividendModel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
          + " volatility; with --model discrete: type, spot, strike, years, rate, dividends"
          + " (years:amount;...), volatility and optionally dividend_yield. Other columns are carried through. Columns added: price, delta, gamma,"
          + " vega, theta, rho, vanna, volga, charm, speed, color, zomma, status; with --model"
          + " american and discrete those from vanna to zomma stay blank.",
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

  @Option(
      names = "--exercise",
      paramLabel = "STYLE",
      description = "Of discrete: american (default) or european.")
  private Optional<String> exercise = Optional.empty();

  @Option(
      names = "--dividends",
      paramLabel = "MODEL",
      description =
          "Of discrete, what a dividend does: spot-drop (default), the spot falls by it on the"
              + " ex-date; escrowed, the spot less their present value moves.")
  private Optional<String> dividends = Optional.empty();

  @Option(
      names = "--accuracy",
      paramLabel = "MODE",
      description = "Of american and discrete: fast, accurate or high (default).")
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
    AmericanAccuracy mode =
        problems
            .read("--accuracy", accuracy, text -> constant(AmericanAccuracy.values(), text))
            .orElse(AmericanAccuracy.HIGH);
    ExerciseStyle style =
        problems
            .read("--exercise", exercise, text -> constant(ExerciseStyle.values(), text))
            .orElse(ExerciseStyle.AMERICAN);
    DividendModel drop =
        problems
            .read("--dividends", dividends, text -> constant(DividendModel.values(), text))
            .orElse(DividendModel.SPOT_DROP);
    boolean isDiscrete = model.equals("discrete");
    refuse(problems, "--exercise", exercise, isDiscrete, "discrete");
    refuse(problems, "--dividends", dividends, isDiscrete, "discrete");
    boolean hasModes = isDiscrete || model.equals("american");
    refuse(problems, "--accuracy", accuracy, hasModes, "american or discrete");
    return switch (model) {
      case "bsm" -> Optional.of(GreeksRows.blackScholes());
      case "black76" -> Optional.of(GreeksRows.black76());
      case "american" -> Optional.of(GreeksRows.american(mode));
      case "discrete" -> Optional.of(GreeksRows.dividends(mode, style, drop));
      default -> {
        problems.add("--model must be bsm, black76, american or discrete: " + model);
        yield Optional.empty();
      }
    };
  }

  private void refuse(
      Problems problems, String option, Optional<String> given, boolean isFine, String models) {
    if (given.isPresent() && !isFine) {
      problems.add(option + " goes with --model " + models + ", not with " + model);
    }
  }

  private static <E extends Enum<E>> E constant(E[] constants, String text) {
    return Arrays.stream(constants)
        .filter(each -> name(each).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be "
                        + Arrays.stream(constants)
                            .map(GreeksCommand::name)
                            .collect(Collectors.joining(" or "))
                        + ": "
                        + text));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
