/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.market.AssetTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Orders with the instants at which they are to be given, written by hand or by another program.
 *
 * <p>A script is a list in YAML or JSON:
 *
 * <pre>{@code
 * - at: 2021-01-04T15:00:00Z
 *   legs:
 *     - {contract: SPXW  210104C03700000, ratio: 1}
 *     - {contract: SPXW  210104C03800000, ratio: -1}
 *   quantity: 2          # units; 1 if it is left out
 *   type: limit          # market, or limit if there is one
 *   limit: 62.50         # net price: positive pays, negative receives
 *   tif: DAY             # DAY, GTC or IOC
 * - at: 2021-01-04T20:45:00Z
 *   close: all           # or one symbol
 * }</pre>
 *
 * <p>Entries may stand in any order of time; those of one instant are done in the order of the
 * file. Immutable.
 */
public final class OrderScript {

  private final String name;
  private final List<ScriptEntry> entries;

  private OrderScript(String name, List<ScriptEntry> entries) {
    this.name = name;
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads a script from a file: JSON if its name ends in {@code .json}, else YAML.
   *
   * @param file the file
   * @return the script
   * @throws InvalidFileException if it cannot be read, or with everything that is wrong in it
   */
  public static OrderScript read(Path file) {
    String name = file.toString();
    return new OrderScript(name, ScriptReader.entries(name, NodeReader.read(file)));
  }

  /**
   * Reads a script from text.
   *
   * @param name name for messages: JSON if it ends in {@code .json}, else YAML
   * @param text the script
   * @return the script
   * @throws InvalidFileException with everything that is wrong in it
   */
  public static OrderScript parse(String name, String text) {
    return new OrderScript(name, ScriptReader.entries(name, NodeReader.parse(name, text)));
  }

  /**
   * Returns the name of the file.
   *
   * @return name as it was given
   */
  public String name() {
    return name;
  }

  /**
   * Returns the entries.
   *
   * @return at least one, in the order of the file
   */
  public List<ScriptEntry> entries() {
    return entries;
  }

  /**
   * Finds entries that the data do not allow: contracts without any row, and instants before the
   * first date or after the last instant of the data.
   *
   * @param assets assets that have a row in the data
   * @param first first instant of the data
   * @param last last instant of the data
   * @return problems in the order of the file, empty if the script can be run
   */
  public List<FileProblem> check(AssetTable assets, Instant first, Instant last) {
    return new ScriptCheck(assets, first, last).problems(entries);
  }

  /**
   * Returns a strategy that gives these orders.
   *
   * @param assets assets of the data
   * @return the strategy, for one run
   * @throws InvalidFileException if the assets lack a contract of the script
   */
  public ScriptStrategy strategy(AssetTable assets) {
    List<FileProblem> problems =
        new ScriptCheck(assets, Instant.MIN, Instant.MAX).problems(entries);
    if (!problems.isEmpty()) {
      throw new InvalidFileException(name, problems);
    }
    return new ScriptStrategy(entries, new KnownAssets(assets));
  }
}
