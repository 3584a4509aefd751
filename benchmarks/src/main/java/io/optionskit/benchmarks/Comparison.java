/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import static io.optionskit.benchmarks.Contestant.ours;
import static io.optionskit.benchmarks.Contestant.peer;
import static io.optionskit.benchmarks.Contestant.program;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints the table of the pricing kernels beside their peers; {@code compare.sh} is its front.
 *
 * <p>{@code rows DIRECTORY} writes the rows for peers that are programs; {@code table DIRECTORY
 * FORKS MILLISECONDS JAVA…} times everything else on each {@code JAVA}, prints the table and writes
 * charts.
 */
public final class Comparison {

  private static final Contestant BARE_LOOP =
      peer("bare loop of this run: textbook formulas", EuropeanBenchmark.class, "bareLoop");

  private static final String AMERICAN = "American exercise, continuous yield";

  private static final List<Contestant> AMERICAN_CONTESTANTS = american(AmericanBenchmark.class);

  private static final Map<String, List<Contestant>> SECTIONS = sections();

  private Comparison() {}

  /**
   * Runs a step.
   *
   * @param arguments see above
   * @throws IOException if a file cannot be read or written, or a program not be run
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[1]);
    if (arguments[0].equals("rows")) {
      PeerFiles.write(directory);
      return;
    }
    List<TimedMachine> machines = new ArrayList<>();
    for (String java : Arrays.asList(arguments).subList(4, arguments.length)) {
      machines.add(TimedMachine.of(java, arguments[2], arguments[3]));
    }
    Map<String, Timing> programs = programs(directory.resolve("programs.txt"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Timing> bare = new ArrayList<>();
    for (TimedMachine machine : machines) {
      bare.add(machine.time(BARE_LOOP));
    }
    for (Map.Entry<String, List<Contestant>> section : SECTIONS.entrySet()) {
      new TimingTable(section.getKey(), machines, bare, programs, out).print(section.getValue());
    }
    AnswerTable answers = new AnswerTable(directory, out);
    answers.print();
    Map<String, Double> times = new TreeMap<>();
    for (Contestant contestant : AMERICAN_CONTESTANTS) {
      if (!contestant.isProgram()) {
        times.put(contestant.name(), machines.get(0).time(contestant).best());
      } else if (programs.containsKey(contestant.id())) {
        times.put(contestant.name(), programs.get(contestant.id()).best());
      }
    }
    Files.writeString(
        directory.resolve("american-error.svg"),
        AccuracyCharts.american(times, answers.americanErrors()));
    AccuracyCharts.write(directory, directory);
  }

  /** Peers that ran before: id, rows, passes, best, median, failures in each line. */
  private static Map<String, Timing> programs(Path file) throws IOException {
    Map<String, Timing> timings = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(" ", -1);
        double best = Double.parseDouble(fields[3]);
        timings.put(fields[0], new Timing(best, best, Double.parseDouble(fields[4]), Double.NaN));
      }
    }
    return timings;
  }

  private static Map<String, List<Contestant>> sections() {
    Map<String, List<Contestant>> sections = new LinkedHashMap<>();
    Class<?> european = EuropeanBenchmark.class;
    Class<?> batch = EuropeanBatchBenchmark.class;
    sections.put(
        "European value and Greeks",
        List.of(
            ours("OptionsKit, batch", batch, "rowsSix", 20),
            ours("OptionsKit, batch, all thirteen outputs", batch, "rowsAll", 32),
            ours("OptionsKit, batch, one expiry", batch, "chainSix", 12),
            ours("OptionsKit, batch, one expiry, all thirteen", batch, "chainAll", 19.2),
            accelerated("OptionsKit, accelerated batch", "rowsSix", 13),
            accelerated("OptionsKit, accelerated batch, one expiry", "chainSix", 8),
            ours("OptionsKit, one call, all thirteen", european, "scalarAll", 65),
            BARE_LOOP,
            peer("Strata, price with adjoint", european, "strataAdjoint"),
            peer("Strata, six calls", european, "strataSixCalls"),
            peer("finmath, six calls", european, "finmathSixCalls"),
            program("C++ textbook formulas, glibc", "cpp.european.textbook"),
            program("QuantLib, BlackCalculator", "quantlib.european.calculator"),
            program("QuantLib, engine per instrument", "quantlib.european.engine")));
    Class<?> columns = ImpliedBatchBenchmark.class;
    Class<?> implied = ImpliedBenchmark.class;
    sections.put(
        "Implied volatility",
        List.of(
            ours("OptionsKit, batch", columns, "solve", 40),
            ours("OptionsKit, batch, from the last one", columns, "restart", 25),
            ours("OptionsKit, one call", implied, "scalar", 140),
            program("Let's Be Rational, Jäckel's C++", "jaeckel.implied"),
            program("Let's Be Rational, Rust port", "rust.implied.jaeckel"),
            program("implied-vol, its own solver, Rust", "rust.implied.own"),
            program("QuantLib to 1e-6", "quantlib.implied.6"),
            program("QuantLib to 1e-14", "quantlib.implied.14"),
            peer("Strata", implied, "strata"),
            peer("finmath", implied, "finmath")));
    sections.put(AMERICAN, AMERICAN_CONTESTANTS);
    Class<?> dividend = DividendBenchmark.class;
    sections.put(
        "American exercise, cash dividends, with Greeks",
        List.of(
            ours("OptionsKit, spot-drop, puts", dividend, "spotDropPuts", 45_000),
            ours("OptionsKit, spot-drop, calls", dividend, "spotDropCalls", 12_000),
            ours("OptionsKit, escrowed, puts", dividend, "escrowedPuts", 45_000),
            ours("OptionsKit, escrowed, calls", dividend, "escrowedCalls", 12_000),
            program("QuantLib finite differences 200×200, spot-drop", "quantlib.dividend.spot200"),
            program("QuantLib finite differences 800×800, spot-drop", "quantlib.dividend.spot800"),
            program(
                "QuantLib finite differences 200×200, escrowed", "quantlib.dividend.escrowed200")));
    return sections;
  }

  private static Contestant accelerated(String name, String method, double goal) {
    return ours(name, AcceleratedBatchBenchmark.class, method, goal)
        .with("--add-modules", AcceleratedBatchBenchmark.VECTOR_MODULE);
  }

  private static List<Contestant> american(Class<?> american) {
    return List.of(
        ours("OptionsKit, fast", american, "fast", 2_000),
        ours("OptionsKit, fast, with Greeks", american, "fastGreeks", 2_600),
        ours("OptionsKit, fast, one call", american, "fastScalar", Double.NaN),
        ours("OptionsKit, accurate", american, "accurate", 20_000),
        ours("OptionsKit, high", american, "high", 150_000),
        ours("OptionsKit, implied volatility", american, "impliedVolatility", 8_000),
        program("QuantLib QdFp fast", "quantlib.american.fast"),
        program("QuantLib QdFp accurate", "quantlib.american.accurate"),
        program("QuantLib QdFp high precision", "quantlib.american.high"),
        program("QuantLib finite differences 400×400, with Greeks", "quantlib.american.fd400"),
        program("QuantLib Barone-Adesi–Whaley", "quantlib.american.baw"),
        program("QuantLib Bjerksund–Stensland", "quantlib.american.bjs"));
  }
}
