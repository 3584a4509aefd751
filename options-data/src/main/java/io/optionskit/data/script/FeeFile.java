/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a broker charges from a file in YAML or JSON.
 *
 * <pre>{@code
 * option:
 *   perContract: 0.65              # dollars
 *   minimumPerOrder: 1.00          # 0 if it is left out
 *   maximumPerOrder: 25.00         # none if it is left out
 *   maximumFractionOfValue: 0.10   # of price × units × multiplier; none if it is left out
 * stock:
 *   perShare: 0.005
 *   minimumPerOrder: 1.00
 *   maximumFractionOfValue: 0.01
 * exercise: 0                      # exercise, assignment and settlement are free
 * }</pre>
 *
 * <p>A combination is one order: its option legs share their bounds, its stock legs have bounds of
 * their own. A maximum goes before the minimum. Nothing is rounded, except that a bound is split
 * over several legs in whole cents, the first leg bearing the rest.
 */
public final class FeeFile {

  private static final String DOLLARS = "dollars, 0 or above";

  private FeeFile() {}

  /**
   * Reads a fee file: JSON if its name ends in {@code .json}, else YAML.
   *
   * @param file the file
   * @return the schedule in it
   * @throws InvalidFileException if it cannot be read, or with everything that is wrong in it
   */
  public static FeeSchedule read(Path file) {
    return schedule(file.toString(), NodeReader.read(file));
  }

  /**
   * Reads fees from text.
   *
   * @param name name for messages: JSON if it ends in {@code .json}, else YAML
   * @param text the fees
   * @return the schedule in it
   * @throws InvalidFileException with everything that is wrong in it
   */
  public static FeeSchedule parse(String name, String text) {
    return schedule(name, NodeReader.parse(name, text));
  }

  private static FeeSchedule schedule(String name, Node root) {
    List<FileProblem> problems = new ArrayList<>();
    if (!(root instanceof Node.Mapping mapping)) {
      String message = "a fee file must have the keys option and stock, not ";
      problems.add(new FileProblem(root.line(), message + Node.describe(root)));
      throw new InvalidFileException(name, problems);
    }
    Fields fields = new Fields("", mapping, problems);
    fields.allow("option", "stock", "exercise");
    FeeRates option = rates(fields, "option", "perContract", problems);
    FeeRates stock = rates(fields, "stock", "perShare", problems);
    fields.value(
        "exercise",
        "0: exercise, assignment and settlement are not charged",
        text -> Fields.decimal(text).filter(fee -> fee.signum() == 0));
    if (!problems.isEmpty()) {
      throw new InvalidFileException(name, problems);
    }
    return new FileFees(name, option, stock);
  }

  private static FeeRates rates(
      Fields parent, String key, String perUnit, List<FileProblem> problems) {
    Optional<Node> node = parent.find(key);
    if (node.isEmpty() || !(node.get() instanceof Node.Mapping mapping)) {
      parent.problem(
          node.map(Node::line).orElse(parent.line()),
          key
              + " must have the key "
              + perUnit
              + node.map(n -> ": " + Node.describe(n)).orElse(""));
      return FeeRates.FREE;
    }
    Fields fields = new Fields(key + ": ", mapping, problems);
    fields.allow(perUnit, "minimumPerOrder", "maximumPerOrder", "maximumFractionOfValue");
    Optional<BigDecimal> rate = fields.required(perUnit, DOLLARS, FeeFile::dollars);
    Optional<BigDecimal> minimum = fields.value("minimumPerOrder", DOLLARS, FeeFile::dollars);
    Optional<BigDecimal> maximum = fields.value("maximumPerOrder", DOLLARS, FeeFile::dollars);
    Optional<BigDecimal> fraction =
        fields.value(
            "maximumFractionOfValue",
            "a fraction above 0 and at most 1, such as 0.01 for 1 %",
            text ->
                dollars(text)
                    .filter(value -> value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0));
    if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
      fields.problem(
          fields.line(),
          "minimumPerOrder "
              + minimum.get().toPlainString()
              + " must not be above maximumPerOrder "
              + maximum.get().toPlainString());
    }
    return new FeeRates(
        rate.orElse(BigDecimal.ZERO), minimum.orElse(BigDecimal.ZERO), maximum, fraction);
  }

  private static Optional<BigDecimal> dollars(String text) {
    return Fields.decimal(text).filter(value -> value.signum() >= 0);
  }
}
