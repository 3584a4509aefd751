/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Arrays;
import java.util.List;

/**
 * Rows on their way from one file to another. Used by one thread at a time; used again for other
 * rows.
 *
 * <p>The text of a row is kept as it will be written. The cells that are computed with are places
 * in that text.
 */
public final class Block {

  static final int ROWS = 256;

  private static final int ENOUGH_TEXT = 1 << 18;

  private final int inputs;
  private final boolean[] isGiven;
  private final double[][] results;
  private final int[] statuses = new int[ROWS];
  private final boolean[] hasAllCells = new boolean[ROWS];
  private final int[] rowEnds = new int[ROWS];
  private final int[] cellStarts;
  private final int[] cellEnds;
  private char[] text = new char[1 << 14];
  private int length;
  private int rows;
  private byte[] bytes = new byte[1 << 16];
  private int size;

  /**
   * Makes a block.
   *
   * @param isGiven of each input column whether the file has it
   * @param results number of columns to be added
   */
  Block(boolean[] isGiven, int results) {
    this.inputs = isGiven.length;
    this.isGiven = isGiven;
    this.results = new double[results][ROWS];
    this.cellStarts = new int[ROWS * inputs];
    this.cellEnds = new int[ROWS * inputs];
  }

  /**
   * Returns the number of rows.
   *
   * @return 1 to 256
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns whether a row has as many cells as the header.
   *
   * @param row index of the row
   * @return false for a row that was cut off or has cells without a name
   */
  public boolean hasAllCells(int row) {
    return hasAllCells[row];
  }

  /**
   * Returns whether the file has a column.
   *
   * @param input index among the required and then the optional columns of the model
   * @return false for an optional column that the file lacks
   */
  public boolean isGiven(int input) {
    return isGiven[input];
  }

  /**
   * Returns the text of a cell without the blanks around it.
   *
   * @param row index of the row
   * @param input index of the column
   * @return text, empty for a blank cell
   */
  public String text(int row, int input) {
    int start = cellStarts[row * inputs + input];
    return new String(text, start, cellEnds[row * inputs + input] - start).strip();
  }

  /**
   * Returns a cell as a number.
   *
   * @param row index of the row
   * @param input index of the column
   * @return the double nearest to the decimal; {@code NaN} if the cell is blank, is not a decimal
   *     number or is too large for a double
   */
  public double number(int row, int input) {
    int start = cellStarts[row * inputs + input];
    int end = cellEnds[row * inputs + input];
    return number(text, start, end);
  }

  /**
   * Returns a cell as the type of an option.
   *
   * @param row index of the row
   * @param input index of the column
   * @return 1 for a call ({@code C} or {@code call} in any case), −1 for a put, 0 for anything else
   */
  public int type(int row, int input) {
    String type = text(row, input);
    return type.equalsIgnoreCase("C") || type.equalsIgnoreCase("call")
        ? 1
        : type.equalsIgnoreCase("P") || type.equalsIgnoreCase("put") ? -1 : 0;
  }

  /**
   * Returns the results of a column, for the model to fill.
   *
   * @param result index of the result
   * @return values by row; {@code NaN} is printed as a blank
   */
  public double[] results(int result) {
    return results[result];
  }

  /**
   * Returns the status of a row.
   *
   * @param row index of the row
   * @return index among the statuses of the model
   */
  public int status(int row) {
    return statuses[row];
  }

  /**
   * Sets the status of a row.
   *
   * @param row index of the row
   * @param status index among the statuses of the model
   */
  public void setStatus(int row, int status) {
    statuses[row] = status;
  }

  static double number(char[] text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && text[start] <= ' ') {
      start++;
    }
    while (start < end && text[end - 1] <= ' ') {
      end--;
    }
    boolean hasDigit = false;
    for (int i = start; i < end; i++) {
      char c = text[i];
      boolean isDigit = c >= '0' && c <= '9';
      hasDigit |= isDigit;
      if (!isDigit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    if (!hasDigit) {
      return Double.NaN;
    }
    try {
      double value = NumberInput.parseDouble(text, start, end - start, true);
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  // Filling, by the reader

  void clear() {
    rows = 0;
    length = 0;
    size = 0;
    Arrays.fill(statuses, 0);
    for (double[] column : results) {
      Arrays.fill(column, Double.NaN);
    }
  }

  boolean isFull() {
    return rows == ROWS || length > ENOUGH_TEXT;
  }

  void beginRow() {
    Arrays.fill(cellStarts, rows * inputs, (rows + 1) * inputs, 0);
    Arrays.fill(cellEnds, rows * inputs, (rows + 1) * inputs, 0);
  }

  /**
   * Appends a cell to the row.
   *
   * @param isFirst whether no cell of the row was kept before
   * @param input index among the columns computed with, or −1
   */
  void cell(char[] from, int start, int count, boolean isQuoted, boolean isFirst, int input) {
    ensureRoom(2 * count + 3);
    if (!isFirst) {
      text[length++] = ',';
    }
    int begin = length;
    if (!isQuoted) {
      System.arraycopy(from, start, text, length, count);
      length += count;
    } else {
      quote(from, start, count);
    }
    if (input >= 0) {
      int trim = isQuoted ? 1 : 0;
      cellStarts[rows * inputs + input] = begin + trim;
      cellEnds[rows * inputs + input] = length - trim;
    }
  }

  private void quote(char[] from, int start, int count) {
    text[length++] = '"';
    for (int i = start; i < start + count; i++) {
      if (from[i] == '"') {
        text[length++] = '"';
      }
      text[length++] = from[i];
    }
    text[length++] = '"';
  }

  private void ensureRoom(int more) {
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
  }

  void endRow(boolean isWhole) {
    hasAllCells[rows] = isWhole;
    rowEnds[rows] = length;
    rows++;
  }

  // Printing, when it is computed

  /** Turns the rows with their results into the bytes to be written. */
  void print(List<String> statusTexts) {
    size = 0;
    int from = 0;
    for (int row = 0; row < rows; row++) {
      append(from, rowEnds[row]);
      for (int i = 0; i < results.length; i++) {
        append(from == rowEnds[row] && i == 0 ? "" : ",");
        double value = results[i][row];
        if (!Double.isNaN(value)) {
          append(NumberOutput.toString(value, true));
        }
      }
      append(",");
      append(statusTexts.get(statuses[row]));
      append("\n");
      from = rowEnds[row];
    }
  }

  private void append(int from, int to) {
    ensureBytes(to - from);
    for (int i = from; i < to; i++) {
      bytes[size++] = (byte) text[i];
    }
  }

  private void append(String ascii) {
    int count = ascii.length();
    ensureBytes(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
  }

  private void ensureBytes(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }
}
