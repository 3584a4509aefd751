/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file block by block.
 *
 * <p>Bytes are taken for characters one by one, so that text in any encoding that extends ASCII is
 * carried through as it is.
 */
final class RowReader {

  private final InputFile file;
  private final Rows rows = new Rows();
  private final CloseableIterator<Boolean> records;
  private List<String> dropped = List.of();
  private long count;

  RowReader(InputFile file) {
    this.file = file;
    this.records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .detectBomHeader(false)
            .build(rows, new InputStreamReader(file.content(), StandardCharsets.ISO_8859_1))
            .iterator();
    advance();
  }

  /**
   * Says what is wrong with the header for a model.
   *
   * @return all problems; empty if there is none
   */
  List<String> problems(RowModel model) {
    if (rows.header.isEmpty()) {
      return List.of(file.name() + " is empty; it must begin with a line of column names");
    }
    List<String> problems = new ArrayList<>();
    List<String> missing = new ArrayList<>(model.required());
    missing.removeAll(rows.header);
    for (String name : missing) {
      problems.add(file.name() + " has no column " + name);
    }
    Set<String> seen = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (String name : rows.header) {
      boolean isInput = model.required().contains(name) || model.optional().contains(name);
      if (isInput && !seen.add(name) && told.add(name)) {
        problems.add(file.name() + " has more than one column " + name);
      }
    }
    return problems;
  }

  /**
   * Finds the places of the model's columns; to be called before rows are read.
   *
   * @return of each input column of the model whether the file has it
   */
  boolean[] prepare(RowModel model) {
    List<String> inputs = new ArrayList<>(model.required());
    inputs.addAll(model.optional());
    List<String> added = new ArrayList<>(model.results());
    added.add("status");
    boolean[] isGiven = new boolean[inputs.size()];
    rows.inputOf = new int[rows.header.size()];
    rows.isKept = new boolean[rows.header.size()];
    List<String> replaced = new ArrayList<>();
    for (int i = 0; i < rows.inputOf.length; i++) {
      String name = rows.header.get(i);
      rows.inputOf[i] = inputs.indexOf(name);
      rows.isKept[i] = !added.contains(name);
      if (rows.inputOf[i] >= 0) {
        isGiven[rows.inputOf[i]] = true;
      }
      if (!rows.isKept[i]) {
        replaced.add(name);
      }
    }
    dropped = List.copyOf(replaced);
    return isGiven;
  }

  /** Returns the columns that the results take the place of. */
  List<String> replaced() {
    return dropped;
  }

  /** Returns the line of column names, with those of the results and a line end. */
  byte[] header(RowModel model) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < rows.isKept.length; i++) {
      if (rows.isKept[i]) {
        line.append(line.isEmpty() ? "" : ",").append(rows.headerText.get(i));
      }
    }
    for (String name : model.results()) {
      line.append(line.isEmpty() ? "" : ",").append(name);
    }
    return line.append(",status\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads rows until the block is full.
   *
   * @return false if no row was left
   */
  boolean read(Block block) {
    block.clear();
    rows.block = block;
    while (!block.isFull() && advance()) {
      // the cells went into the block
    }
    count += block.rows();
    return block.rows() > 0;
  }

  /** Reads one row. */
  private boolean advance() {
    try {
      if (!records.hasNext()) {
        return false;
      }
      records.next();
      return true;
    } catch (UncheckedIOException | CsvParseException e) {
      throw refusal(e);
    }
  }

  private UncheckedIOException refusal(RuntimeException failure) {
    String what = String.valueOf(failure.getMessage());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        what = "the gzip data end in the middle";
      } else if (cause instanceof ZipException) {
        what = "the gzip data are damaged (" + cause.getMessage() + ")";
      }
    }
    String message =
        file.name() + " cannot be read behind row " + (count + rows.read()) + ": " + what;
    return new UncheckedIOException(message, new IOException(message, failure));
  }

  /** Passes cells on: those of the first row as a header, all others to the block. */
  private static final class Rows extends AbstractBaseCsvCallbackHandler<Boolean> {

    private static final char[] NOTHING = {};

    private final List<String> header = new ArrayList<>();
    private final List<String> headerText = new ArrayList<>();
    private int[] inputOf = {};
    private boolean[] isKept = {};
    private @Nullable Block block;
    private boolean isFirst;

    /** Returns how many rows of the block have been read. */
    private int read() {
      return block == null ? 0 : block.rows();
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      isFirst = true;
      if (block != null) {
        block.beginRow();
      }
    }

    @Override
    protected void handleField(int number, char[] text, int from, int length, boolean isQuoted) {
      if (block == null) {
        name(new String(text, from, length), isQuoted);
      } else if (number < isKept.length && isKept[number]) {
        block.cell(text, from, length, isQuoted, isFirst, inputOf[number]);
        isFirst = false;
      }
    }

    private void name(String text, boolean isQuoted) {
      header.add(text.strip());
      headerText.add(isQuoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }

    @Override
    protected Boolean buildRecord() {
      if (block != null && getRecordType() != RecordType.EMPTY) {
        for (int i = getFieldCount(); i < isKept.length; i++) {
          if (isKept[i]) {
            block.cell(NOTHING, 0, 0, false, isFirst, inputOf[i]);
            isFirst = false;
          }
        }
        block.endRow(getFieldCount() == isKept.length);
      }
      return true;
    }
  }
}
