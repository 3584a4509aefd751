/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.data.intake.IntakeReport;
import io.optionskit.data.intake.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what becomes of rows while files are read. */
final class Findings {

  private static final int MOST_EXAMPLES = 5;
  private static final int MOST_WARNINGS = 20;
  private static final int LONGEST_EXAMPLE = 240;

  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private final List<String> examples = new ArrayList<>();
  private final Map<String, Integer> warnings = new LinkedHashMap<>();
  private int files;
  private long rows;
  private long outside;

  void file() {
    files++;
  }

  void row() {
    rows++;
  }

  void outside() {
    outside++;
  }

  void refuse(Refusal reason, String place, String problem) {
    refused.merge(reason, 1L, Long::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(cut(place + ": " + problem));
    }
  }

  /** Counts what a chain's own intake refused. */
  void refuse(IntakeReport report, String place) {
    report.refused().forEach((reason, count) -> refused.merge(reason, (long) count, Long::sum));
    for (String example : report.examples()) {
      if (examples.size() < MOST_EXAMPLES) {
        examples.add(cut(place + ": " + example));
      }
    }
  }

  /** Notes something; the same note again is only counted. */
  void warn(String warning) {
    String shown = cut(warning);
    if (warnings.size() < MOST_WARNINGS || warnings.containsKey(shown)) {
      warnings.merge(shown, 1, Integer::sum);
    }
  }

  FileReport report() {
    List<String> told = new ArrayList<>();
    warnings.forEach(
        (warning, times) -> told.add(times == 1 ? warning : warning + " (" + times + " times)"));
    return new FileReport(
        files,
        rows,
        outside,
        Collections.unmodifiableMap(new EnumMap<>(refused)),
        List.copyOf(examples),
        List.copyOf(told));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_EXAMPLE ? text.substring(0, LONGEST_EXAMPLE) + "…" : text;
  }
}
