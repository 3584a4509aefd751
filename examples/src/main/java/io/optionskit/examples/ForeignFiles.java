/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.files.ColumnMapping;
import io.optionskit.data.files.FileHistory;
import io.optionskit.data.files.MarketFiles;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.DataOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files of another form than tidy ones.
 *
 * @param history reads those of a span, again each time
 */
record ForeignFiles(Function<TimeRange, FileHistory> history) {

  /** Returns the reader for what is at a path, empty if it is not known. */
  static Optional<ForeignFiles> find(Path path) {
    return MarketFiles.find(path).map(files -> new ForeignFiles(files::history));
  }

  /**
   * Returns tables as a file describes their columns.
   *
   * @throws IllegalArgumentException if there is no such table or the description is wrong
   */
  static MarketSource mapped(String text, Path mapping, TimeRange range) {
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "'" + text + "' does not exist; with --mapping it must be a file or a folder");
    }
    if (!Files.isRegularFile(mapping)) {
      throw new IllegalArgumentException(
          "'" + mapping + "' is no file; it must be YAML or JSON that names columns");
    }
    ColumnMapping columns = ColumnMapping.read(mapping);
    return () -> new ForeignFiles(MarketFiles.mapped(path, columns)).open(text, range);
  }

  MarketSource.Opened open(String text, TimeRange range) {
    FileHistory played = history.apply(range);
    return new MarketSource.Opened(
        played,
        new DataOrigin(false, text),
        () -> played.report().problems(),
        () -> RangedHistory.content(history.apply(range)));
  }
}
