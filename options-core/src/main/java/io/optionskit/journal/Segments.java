/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of the files of a journal: the number of their first record, so that they sort in order.
 */
final class Segments {

  private static final Pattern NAME = Pattern.compile("journal-0\\d{18}\\.okj");

  private Segments() {}

  static String name(long firstSequence) {
    return String.format(Locale.ROOT, "journal-%019d.okj", firstSequence);
  }

  static long firstSequence(String name) {
    return Long.parseLong(name.substring("journal-".length(), "journal-".length() + 19));
  }

  /** Returns the names of the segments in a folder, in order. */
  static List<String> in(JournalFiles files) throws IOException {
    return files.list().stream().filter(name -> NAME.matcher(name).matches()).toList();
  }
}
