/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A file of high-precision values that the tests of options-greeks use, by column name. */
final class ReferenceTable {

  private final List<String> names;
  private final List<String[]> rows;

  private ReferenceTable(List<String> names, List<String[]> rows) {
    this.names = names;
    this.rows = rows;
  }

  static ReferenceTable of(String name) {
    String path = "/io/optionskit/greeks/" + name;
    InputStream plain = ReferenceTable.class.getResourceAsStream(path);
    InputStream packed = ReferenceTable.class.getResourceAsStream(path + ".gz");
    if (plain == null && packed == null) {
      throw new IllegalStateException("missing reference " + path);
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                plain != null ? plain : new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      List<String[]> lines =
          reader.lines().filter(line -> !line.startsWith("#")).map(l -> l.split(",", -1)).toList();
      return new ReferenceTable(Arrays.asList(lines.get(0)), lines.subList(1, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows whose column says something else. */
  ReferenceTable without(String column, String text) {
    int index = names.indexOf(column);
    return new ReferenceTable(
        names, rows.stream().filter(row -> !row[index].equals(text)).toList());
  }

  int size() {
    return rows.size();
  }

  String text(int row, String column) {
    int index = names.indexOf(column);
    if (index < 0) {
      throw new IllegalStateException("no column " + column + " among " + names);
    }
    return rows.get(row)[index];
  }

  double number(int row, String column) {
    return Double.parseDouble(text(row, column));
  }
}
