/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Prints one section: a line for each contestant, ratios to the bare loop and to the first. */
final class TimingTable {

  private static final double MICRO = 1000;

  private final String title;
  private final List<TimedMachine> machines;
  private final List<Timing> bare;
  private final Map<String, Timing> programs;
  private final PrintStream out;

  TimingTable(
      String title,
      List<TimedMachine> machines,
      List<Timing> bare,
      Map<String, Timing> programs,
      PrintStream out) {
    this.title = title;
    this.machines = machines;
    this.bare = bare;
    this.programs = programs;
    this.out = out;
  }

  void print(List<Contestant> contestants) throws IOException, InterruptedException {
    boolean micro = contestants.get(0).goal() >= MICRO;
    StringJoiner header = new StringJoiner(" | ", "| ", " |");
    header.add(title + (micro ? ", µs per option" : ", ns per option"));
    StringJoiner rule = new StringJoiner("|", "|", "|").add("---");
    for (TimedMachine machine : machines) {
      header.add(machine.name());
      rule.add("---");
    }
    header.add("÷ bare loop").add("÷ first line").add("bytes").add("goal");
    rule.add("---").add("---").add("---").add("---");
    out.println();
    out.println(header);
    out.println(rule);
    double[] first = new double[machines.size()];
    for (Contestant contestant : contestants) {
      List<Timing> timings = timings(contestant);
      if (!timings.isEmpty()) {
        out.println(line(contestant, timings, first, micro));
      }
    }
  }

  /** One for each machine; none if the peer did not run. */
  private List<Timing> timings(Contestant contestant) throws IOException, InterruptedException {
    if (contestant.isProgram()) {
      Timing timing = programs.get(contestant.id());
      return timing == null ? List.of() : Collections.nCopies(machines.size(), timing);
    }
    List<Timing> timings = new ArrayList<>();
    for (TimedMachine machine : machines) {
      timings.add(machine.time(contestant));
    }
    return timings;
  }

  private String line(Contestant contestant, List<Timing> timings, double[] first, boolean micro) {
    StringJoiner line = new StringJoiner(" | ", "| ", " |").add(contestant.name());
    StringJoiner toBare = new StringJoiner(" / ");
    StringJoiner toFirst = new StringJoiner(" / ");
    for (int i = 0; i < timings.size(); i++) {
      Timing timing = timings.get(i);
      first[i] = first[i] == 0 ? timing.best() : first[i];
      line.add(i == 0 || !contestant.isProgram() ? time(timing, micro) : "〃");
      toBare.add(number(timing.best() / bare.get(i).best()));
      toFirst.add(number(timing.best() / first[i]));
    }
    double bytes = timings.get(0).bytes();
    double goal = contestant.goal() / (micro ? MICRO : 1);
    return line.add(toBare.toString())
        .add(toFirst.toString())
        .add(Double.isNaN(bytes) ? "" : number(Math.floor(bytes)))
        .add(Double.isNaN(goal) ? "" : number(goal))
        .toString();
  }

  private static String time(Timing timing, boolean micro) {
    double unit = micro ? MICRO : 1;
    return String.format(
        Locale.ROOT,
        "%s (%s–%s)",
        number(timing.best() / unit),
        number(timing.fastest() / unit),
        number(timing.slowest() / unit));
  }

  /** Three digits, more before the point if there are more. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    int digits = (int) Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    String text = String.format(Locale.ROOT, "%." + Math.min(digits, 6) + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
