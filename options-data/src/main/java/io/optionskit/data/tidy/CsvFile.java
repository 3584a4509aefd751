/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Feeds the cells of a CSV file, compressed or not, to the reader that its header asks for. */
final class CsvFile {

  private final DataFile file;
  private final Rows rows;

  private CsvFile(DataFile file, Function<List<String>, RowReader> readerByHeader) {
    this.file = file;
    this.rows = new Rows(readerByHeader);
  }

  /**
   * Reads a file to its end.
   *
   * @param readerByHeader makes the reader for a header
   * @param warnings takes sentences on oddities that do no harm
   * @throws SkippableFile if the file holds something else
   * @throws ProviderException if it cannot be read to its end
   */
  static RowReader read(
      DataFile file,
      boolean isGzip,
      Function<List<String>, RowReader> readerByHeader,
      Consumer<String> warnings) {
    CsvFile csv = new CsvFile(file, readerByHeader);
    try (InputStream in = Files.newInputStream(file.path())) {
      if (isGzip) {
        GzipBytes gzip = new GzipBytes(in);
        csv.read(gzip);
        if (gzip.trailingBytes() > 0) {
          warnings.accept(file.name() + ": ignored bytes behind the end of the gzip data");
        }
      } else {
        csv.read(in);
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw csv.refusal(e);
    }
    RowReader reader = csv.rows.reader;
    if (reader == null) {
      throw new SkippableFile("the file is empty");
    }
    return reader;
  }

  private void read(InputStream in) throws IOException {
    try (CsvReader<Boolean> csv =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .detectBomHeader(false)
            .build(rows, new TextReader(in))) {
      Iterator<Boolean> records = csv.iterator();
      while (records.hasNext()) {
        records.next();
      }
    }
  }

  private RuntimeException refusal(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean isOurs =
          !(cause instanceof CsvParseException) && !(cause instanceof UncheckedIOException);
      if (cause instanceof RuntimeException own && isOurs) {
        return own;
      }
      String what = null;
      if (cause instanceof EOFException) {
        what = "the gzip data end in the middle; get the file again";
      } else if (cause instanceof ZipException) {
        what = "the gzip data are damaged (" + cause.getMessage() + "); get the file again";
      } else if (cause instanceof CharacterCodingException) {
        what = "not UTF-8 text";
      } else if (cause instanceof IOException) {
        return new ProviderException(
            Reason.UNAVAILABLE, "cannot read " + file.name() + ": " + cause, failure);
      }
      if (what != null) {
        return damaged(what, failure);
      }
    }
    return damaged(String.valueOf(failure.getMessage()), failure);
  }

  private RuntimeException damaged(String what, Exception failure) {
    if (rows.reader == null && failure.getCause() instanceof CharacterCodingException) {
      return new SkippableFile("not UTF-8 text");
    }
    String where =
        rows.lastLine == 0 ? "; no row was read" : "; the last good row is line " + rows.lastLine;
    return new ProviderException(Reason.BAD_DATA, file.name() + ": " + what + where, failure);
  }

  /** Passes cells on: those of the first row as a header, all others to the reader. */
  private static final class Rows extends AbstractBaseCsvCallbackHandler<Boolean> {

    private final Function<List<String>, RowReader> readerByHeader;
    private final List<String> header = new ArrayList<>();
    private @Nullable RowReader reader;
    private long lastLine;

    Rows(Function<List<String>, RowReader> readerByHeader) {
      this.readerByHeader = readerByHeader;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      if (reader != null) {
        reader.beginRow(startingLineNumber);
      }
    }

    @Override
    protected void handleField(int number, char[] text, int from, int length, boolean isQuoted) {
      if (reader != null) {
        reader.cell(number, text, from, length);
      } else {
        String name = new String(text, from, length);
        header.add(header.isEmpty() && name.startsWith("\uFEFF") ? name.substring(1) : name);
      }
    }

    @Override
    protected Boolean buildRecord() {
      if (reader != null) {
        reader.endRow(getFieldCount());
      } else {
        reader = readerByHeader.apply(header);
      }
      lastLine = getStartingLineNumber();
      return true;
    }
  }
}
