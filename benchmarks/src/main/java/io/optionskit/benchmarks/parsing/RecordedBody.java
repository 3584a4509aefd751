/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** A recorded answer, in the folder that the property {@code optionskit.shared} names. */
record RecordedBody(String file, String name, Instant now) {

  private static final Map<Form, RecordedBody> ALL = new EnumMap<>(Form.class);

  static {
    ALL.put(
        Form.YAHOO_CHAIN,
        new RecordedBody("yahoo/options-SPOT.json", "SPOT", Instant.parse("2025-02-24T10:00:00Z")));
    ALL.put(
        Form.CBOE_CHAIN,
        new RecordedBody(
            "cboe/delayed_quotes-RUT-2023-09-20-A.json",
            "RUT",
            Instant.parse("2023-09-21T03:17:42Z")));
    ALL.put(
        Form.CBOE_TABLE,
        new RecordedBody(
            "cboe/quotedata-SPX-2023-06-09.csv", "SPX", Instant.parse("2023-06-09T18:00:00Z")));
  }

  static Form[] forms() {
    return ALL.keySet().toArray(Form[]::new);
  }

  static Path shared() {
    return Path.of(System.getProperty("optionskit.shared", "../shared")).toAbsolutePath();
  }

  static boolean areThere() {
    return Files.isDirectory(shared().resolve("fixtures"));
  }

  static RecordedBody of(Form form) {
    RecordedBody body = ALL.get(form);
    if (body == null) {
      throw new IllegalArgumentException(
          "recorded answers are used of " + ALL.keySet() + ", not of " + form);
    }
    return body;
  }

  byte[] read() {
    try {
      return Files.readAllBytes(shared().resolve("fixtures").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
