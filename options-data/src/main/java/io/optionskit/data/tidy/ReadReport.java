/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was read, what was used, and everything that was not as it should be. Immutable.
 *
 * <p>Every row of every file is in exactly one of three numbers: {@link #rowsRead()} is the sum of
 * {@link #rowsUsed()}, {@link #rowsOutside()} and {@link #rowsSkipped()}. Findings count whole
 * files, also rows outside the wanted range.
 *
 * @param files files that were read, in the order of reading
 * @param skippedFiles files that were not read, with the reason
 * @param findings problems that occurred, in the order of {@link ReadProblem}
 * @param warnings sentences on whole files and columns
 * @param priceRows rows added for {@code underlying_price}, beside {@link #rowsUsed()}
 * @param first time of the first row used, empty if none was
 * @param last time of the last row used, empty if none was
 */
public record ReadReport(
    List<FileRead> files,
    List<FileSkipped> skippedFiles,
    List<Finding> findings,
    List<String> warnings,
    long priceRows,
    Optional<Instant> first,
    Optional<Instant> last) {

  /**
   * One file that was read.
   *
   * @param file path below the directory that was named, or the path of the file that was named
   * @param content what kind of rows it holds, such as {@code "option quotes"}
   * @param rowsRead rows below the header
   * @param rowsUsed rows in the history
   * @param rowsOutside rows outside the wanted range
   * @param volumes what its volumes count
   * @param volumeSteps consecutive known volumes of one asset and date that were compared
   * @param volumeFalls how many of these steps go down; above 5 % the volumes are per bar
   */
  public record FileRead(
      String file,
      String content,
      long rowsRead,
      long rowsUsed,
      long rowsOutside,
      VolumeMeaning volumes,
      long volumeSteps,
      long volumeFalls) {

    FileRead withRowsUsed(long rows) {
      return new FileRead(
          file, content, rowsRead, rows, rowsOutside, volumes, volumeSteps, volumeFalls);
    }
  }

  /**
   * One file that was not read.
   *
   * @param file path below the directory that was named
   * @param reason why not
   */
  public record FileSkipped(String file, String reason) {}

  /**
   * One kind of problem.
   *
   * @param problem what was wrong
   * @param count how many rows have it
   * @param examples the first of them, at most five
   */
  public record Finding(ReadProblem problem, long count, List<Example> examples) {}

  /**
   * One row with a problem.
   *
   * @param file file it is in
   * @param line line of the file, the header being line 1; for Parquet the row, from 1
   * @param message the value, and what would be right
   */
  public record Example(String file, long line, String message) {

    @Override
    public String toString() {
      return file + ":" + line + ": " + message;
    }
  }

  /** Copies the lists. */
  public ReadReport {
    files = List.copyOf(files);
    skippedFiles = List.copyOf(skippedFiles);
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the rows below the headers of all files read.
   *
   * @return count
   */
  public long rowsRead() {
    return files.stream().mapToLong(FileRead::rowsRead).sum();
  }

  /**
   * Returns the rows that are in the history.
   *
   * @return count, without {@link #priceRows()}
   */
  public long rowsUsed() {
    return files.stream().mapToLong(FileRead::rowsUsed).sum();
  }

  /**
   * Returns the rows outside the wanted range.
   *
   * @return count
   */
  public long rowsOutside() {
    return files.stream().mapToLong(FileRead::rowsOutside).sum();
  }

  /**
   * Returns the rows that were skipped for a problem.
   *
   * @return count
   */
  public long rowsSkipped() {
    return findings.stream()
        .filter(finding -> finding.problem().outcome() == ReadProblem.Outcome.SKIPPED)
        .mapToLong(Finding::count)
        .sum();
  }

  /**
   * Returns how many rows have a problem.
   *
   * @param problem which
   * @return count, 0 if none has it
   */
  public long count(ReadProblem problem) {
    return findings.stream()
        .filter(finding -> finding.problem() == problem)
        .mapToLong(Finding::count)
        .sum();
  }

  /**
   * Returns the report as a few lines of text.
   *
   * @return lines separated and ended by {@code \n}
   */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append("read ").append(rowsRead()).append(" rows of ").append(files.size());
    out.append(files.size() == 1 ? " file: " : " files: ").append(rowsUsed()).append(" used");
    if (rowsOutside() > 0) {
      out.append(", ").append(rowsOutside()).append(" outside the range");
    }
    if (rowsSkipped() > 0) {
      out.append(", ").append(rowsSkipped()).append(" skipped");
    }
    first.ifPresent(time -> out.append(", from ").append(time));
    last.ifPresent(time -> out.append(" to ").append(time));
    out.append('\n');
    for (FileRead file : files) {
      out.append("  ").append(file.file()).append(": ").append(file.rowsUsed()).append(" of ");
      out.append(file.rowsRead()).append(" rows of ").append(file.content());
      out.append(", ").append(file.volumes().description());
      if (file.volumeSteps() > 0) {
        out.append(" (").append(file.volumeFalls()).append(" of ").append(file.volumeSteps());
        out.append(" steps go down)");
      }
      out.append('\n');
    }
    for (FileSkipped file : skippedFiles) {
      out.append("  skipped ").append(file.file()).append(": ").append(file.reason()).append('\n');
    }
    for (String warning : warnings) {
      out.append("  warning: ").append(warning).append('\n');
    }
    for (Finding finding : findings) {
      out.append("  ").append(finding.count()).append(' ');
      out.append(finding.problem().description()).append('\n');
      finding.examples().forEach(e -> out.append("    ").append(e).append('\n'));
    }
    return out.toString();
  }
}
