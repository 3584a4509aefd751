/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.files.FileHistory;
import io.optionskit.data.files.LeanFolder;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.DataOrigin;
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
    if (LeanFolder.isAt(path)) {
      LeanFolder folder = LeanFolder.open(path);
      return Optional.of(new ForeignFiles(folder::history));
    }
    return Optional.empty();
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
