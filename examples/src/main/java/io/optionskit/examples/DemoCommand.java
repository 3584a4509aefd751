/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the whole system on a simulated market. */
@Command(
    name = "demo",
    description =
        "Runs the whole system on a simulated market: quotes into a store, features, a trained and"
            + " calibrated model, backtests behind the risk gate, a report. Needs no network.",
    footerHeading = "%nExamples:%n",
    footer = {"  optionskit demo", "  optionskit demo --seed 8 --out other"})
final class DemoCommand implements SubCommand {

  private static final int FEWEST_DAYS = 24;
  private static final int MOST_DAYS = 500;
  private static final int DEFAULT_DAYS = 120;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for report, journals, store and database; default ./optionskit-out.")
  private Path out = Path.of("optionskit-out");

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Another seed makes another market; default 1.")
  private Optional<String> seed = Optional.empty();

  @Option(
      names = "--days",
      paramLabel = "NUMBER",
      description = "Trading days to simulate, 24 to 500; default 120.")
  private Optional<String> days = Optional.empty();

  @Override
  public Job prepare(Problems problems) {
    long number = problems.read("--seed", seed, Options::wholeNumber).orElse(1L);
    int tradingDays = problems.read("--days", days, DemoCommand::days).orElse(DEFAULT_DAYS);
    OutFolder folder = DemoRun.folder(out);
    folder.problem().ifPresent(problem -> problems.add("--out: " + problem));
    return new DemoRun(number, tradingDays, folder);
  }

  private static int days(String text) {
    long number = Options.wholeNumber(text);
    if (number < FEWEST_DAYS || number > MOST_DAYS) {
      throw new IllegalArgumentException(
          "must be a number from " + FEWEST_DAYS + " to " + MOST_DAYS + ": " + text);
    }
    return (int) number;
  }
}
