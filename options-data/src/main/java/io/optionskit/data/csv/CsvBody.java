/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an answer as a table.
 *
 * @param header names of the columns, trimmed, without byte order mark
 * @param rows cells of each row; a broken row may have fewer or more than the header
 */
public record CsvBody(List<String> header, List<List<String>> rows) {

  private static final int LONGEST_EXCERPT = 60;

  /** Copies the lists. */
  public CsvBody {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * Returns the table.
   *
   * @param provider name of the provider in messages
   * @param answer its answer
   * @return header and rows
   * @throws ProviderException {@code BAD_DATA} if the body is a page for people, broken or empty
   */
  public static CsvBody read(String provider, HttpAnswer answer) {
    String what = provider + " answered " + answer.status();
    String text = answer.text();
    if (answer.isHtml()) {
      throw new ProviderException(
          Reason.BAD_DATA, what + " with HTML instead of CSV: '" + excerpt(text) + "'");
    }
    String table = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(table)) {
      csv.forEach(row -> rows.add(row.getFields()));
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      throw new ProviderException(
          Reason.BAD_DATA, what + " with broken CSV after " + rows.size() + " rows", e);
    }
    if (rows.isEmpty()) {
      throw new ProviderException(Reason.BAD_DATA, what + " with an empty body");
    }
    List<String> header = rows.get(0).stream().map(String::strip).toList();
    return new CsvBody(header, rows.subList(1, rows.size()));
  }

  private static String excerpt(String text) {
    String shown = text.strip().replaceAll("\\s+", " ");
    return shown.length() > LONGEST_EXCERPT ? shown.substring(0, LONGEST_EXCERPT) + "…" : shown;
  }
}
