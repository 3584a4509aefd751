/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.util.List;

/**
 * What a model was worth on days that it had not seen.
 *
 * @param title which model, and what it foretells
 * @param verdict the outcome in a sentence
 * @param figures figures with their intervals
 * @param reliability probabilities said against what happened, from low to high
 * @param notes how the model was made, and what a reader must know
 */
public record ModelSection(
    String title,
    String verdict,
    List<Figure> figures,
    List<ReliabilityBin> reliability,
    List<String> notes) {

  /**
   * A figure.
   *
   * @param name what it is
   * @param value the value
   * @param interval its 95 % interval
   * @param meaning how to read it
   */
  public record Figure(String name, String value, String interval, String meaning) {}

  /**
   * Rows whose probabilities were close to each other.
   *
   * @param rows how many
   * @param said mean of the probabilities
   * @param happened share of them that came true
   */
  public record ReliabilityBin(int rows, double said, double happened) {}

  /** Copies the lists. */
  public ModelSection {
    figures = List.copyOf(figures);
    reliability = List.copyOf(reliability);
    notes = List.copyOf(notes);
  }
}
