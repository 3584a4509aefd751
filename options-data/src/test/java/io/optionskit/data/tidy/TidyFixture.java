/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes small files and shows histories as lines of text. */
final class TidyFixture {

  static final String HEADER =
      "quote_time,underlying,root,expiration,strike,right,bid,ask,bid_size,ask_size,last,volume,"
          + "open_interest,underlying_price";

  private TidyFixture() {}

  static Path write(Path file, String... lines) {
    return write(file, String.join("\n", lines).concat("\n").getBytes(UTF_8));
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Plays a history to its end: one line per row, a line of dashes between pieces. */
  static List<String> play(TidyHistory history) {
    List<String> lines = new ArrayList<>();
    history
        .next()
        .ifPresent(
            first -> {
              show(first, lines);
              for (var piece = history.next(); piece.isPresent(); piece = history.next()) {
                lines.add("---");
                show(piece.get(), lines);
              }
            });
    return lines;
  }

  private static void show(QuoteTable table, List<String> lines) {
    for (int i = 0; i < table.rows(); i++) {
      StringBuilder line = new StringBuilder();
      line.append(EpochNanos.toInstant(table.timeNs()[i])).append(' ');
      line.append(table.assets().asset(table.assetIds()[i]).symbol().replaceAll(" +", "_"));
      price(line, " bid ", table.bids()[i]);
      price(line, " ask ", table.asks()[i]);
      price(line, " last ", table.lasts()[i]);
      count(line, " bidSize ", table.bidSizes()[i]);
      count(line, " askSize ", table.askSizes()[i]);
      count(line, " volume ", table.volumes()[i]);
      count(line, " openInterest ", table.openInterests()[i]);
      lines.add(line.toString());
    }
  }

  private static void price(StringBuilder line, String name, double value) {
    if (!Double.isNaN(value)) {
      line.append(name).append(value);
    }
  }

  private static void count(StringBuilder line, String name, long value) {
    if (value != -1) {
      line.append(name).append(value);
    }
  }
}
