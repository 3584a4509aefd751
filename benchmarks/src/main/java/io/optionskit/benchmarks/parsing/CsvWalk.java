/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import java.nio.charset.StandardCharsets;

/**
 * A walk over the lines of a table: split at commas, with the columns that an adapter reads as
 * texts and doubles, without a check and without making anything of them.
 */
final class CsvWalk {

  private final int header;
  private final int[] summed;
  private final int[] numbers;
  private final int[] texts;
  private final int rowsPerLine;

  /**
   * Creates a walk.
   *
   * @param header lines before the rows
   * @param rowsPerLine rows in each line
   * @param summed columns of numbers that count in the sum; an empty one counts nothing
   * @param numbers columns of other numbers
   * @param texts columns of texts
   */
  CsvWalk(int header, int rowsPerLine, int[] summed, int[] numbers, int[] texts) {
    this.header = header;
    this.rowsPerLine = rowsPerLine;
    this.summed = summed;
    this.numbers = numbers;
    this.texts = texts;
  }

  Tally tally(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int lines = 0;
    double sum = 0;
    double other = 0;
    long letters = 0;
    int from = 0;
    for (int line = 0; from < text.length(); line++) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      if (line >= header) {
        String[] cells = text.substring(from, end).split(",", -1);
        lines++;
        for (int column : summed) {
          sum += number(cells[column]);
        }
        for (int column : numbers) {
          other += number(cells[column]);
        }
        for (int column : texts) {
          letters += cells[column].length();
        }
      }
      from = end + 1;
    }
    if (other + letters == Double.NEGATIVE_INFINITY) {
      throw new IllegalStateException("sums of finite numbers must be finite");
    }
    return new Tally(rowsPerLine * lines, sum);
  }

  private static double number(String cell) {
    return cell.isEmpty() || cell.equals(".") ? 0 : Double.parseDouble(cell);
  }
}
