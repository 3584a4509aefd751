/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.databento.DbnMetadata.Interval;
import io.optionskit.data.databento.DbnMetadata.Mapping;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the header of a DBN file. Believes no count in it before the bytes are there. */
final class MetadataReader {

  private static final int PREFIX_BYTES = 8;
  private static final int FIXED_BYTES = 100;
  private static final int NEWEST = 3;

  /** Few, for what is not DBN may be an error text that repeats a key. */
  private static final int SHOWN_BYTES = 4;

  private static final int SYMBOL_BYTES_1 = 22;
  private static final int MIXED_SCHEMA = 0xFFFF;
  private static final int MIXED_SYMBOLS = 0xFF;

  final int version;
  final String dataset;
  final @Nullable DbnSchema schema;
  final long startNs;
  final long endNs;
  final long limit;
  final @Nullable SymbolType symbolsIn;
  final SymbolType symbolsOut;
  final boolean hasSentTimes;
  final int symbolLength;
  final List<String> symbols;
  final List<String> partial;
  final List<String> notFound;
  final List<Mapping> mappings = new ArrayList<>();

  private final byte[] bytes;
  private int position;

  private MetadataReader(int version, byte[] bytes) {
    this.version = version;
    this.bytes = bytes;
    dataset = text(16);
    schema = schema((int) number(2));
    startNs = number(8);
    endNs = number(8);
    limit = number(8);
    if (version == 1) {
      position += 8; // a count of records, which streams leave empty
    }
    int in = (int) number(1);
    symbolsIn = in == MIXED_SYMBOLS ? null : symbolType("stype_in", in);
    symbolsOut = symbolType("stype_out", (int) number(1));
    hasSentTimes = number(1) != 0;
    symbolLength = version == 1 ? SYMBOL_BYTES_1 : (int) number(2);
    if (symbolLength == 0) {
      throw bad("symbols of 0 bytes");
    }
    position = FIXED_BYTES;
    skipSchemaDefinition();
    symbols = texts("symbols");
    partial = texts("partial symbols");
    notFound = texts("symbols not found");
    readMappings();
  }

  /** Returns whether the next bytes are the beginning of a header. */
  static boolean isNext(DbnInput input) {
    if (!input.require(3)) {
      return false;
    }
    byte[] buffer = input.buffer();
    int at = input.position();
    return buffer[at] == 'D' && buffer[at + 1] == 'B' && buffer[at + 2] == 'N';
  }

  static DbnMetadata read(DbnInput input, int longest) {
    if (!isNext(input)) {
      throw bad("data must begin with DBN but begin with " + beginning(input));
    }
    if (!input.require(PREFIX_BYTES)) {
      throw bad("DBN header ends after " + input.available() + " bytes");
    }
    int version = input.buffer()[input.position() + 3] & 0xFF;
    long length = (int) DbnCursor.INT.get(input.buffer(), input.position() + 4) & 0xFFFF_FFFFL;
    if (version > NEWEST) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, "DBN version " + version + " is not known; known are 1 to 3");
    }
    if (version == 0) {
      throw bad("there is no DBN version 0; known are 1 to 3");
    }
    if (length < FIXED_BYTES || length > longest) {
      throw bad(
          "DBN header of "
              + length
              + " bytes; it must have at least "
              + FIXED_BYTES
              + " and at most the "
              + longest
              + " allowed");
    }
    input.consume(PREFIX_BYTES);
    byte[] bytes = input.read((int) length);
    if (bytes.length < length) {
      throw bad("DBN header ends after " + bytes.length + " of " + length + " bytes");
    }
    return new DbnMetadata(new MetadataReader(version, bytes));
  }

  private void skipSchemaDefinition() {
    long length = number(4);
    if (length > bytes.length - position) {
      throw bad("schema definition of " + length + " bytes in a shorter DBN header");
    }
    position += (int) length;
  }

  private void readMappings() {
    int count = count("mappings", symbolLength + 4);
    for (int i = 0; i < count; i++) {
      String symbol = text(symbolLength);
      int intervals = count("intervals of " + symbol, symbolLength + 8);
      List<Interval> list = new ArrayList<>(intervals);
      for (int j = 0; j < intervals; j++) {
        list.add(new Interval(date(), date(), text(symbolLength)));
      }
      mappings.add(new Mapping(symbol, list));
    }
  }

  private List<String> texts(String name) {
    int count = count(name, symbolLength);
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text(symbolLength));
    }
    return texts;
  }

  /** Reads a count of things that have at least so many bytes each. */
  private int count(String name, int bytesEach) {
    long count = number(4);
    if (count * bytesEach > bytes.length - position) {
      throw bad(count + " " + name + " do not fit into a DBN header of " + bytes.length + " bytes");
    }
    return (int) count;
  }

  private LocalDate date() {
    long date = number(4);
    try {
      return LocalDate.of((int) (date / 10_000), (int) (date / 100 % 100), (int) (date % 100));
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "mapping date must be yyyymmdd: " + date + " in a DBN header", e);
    }
  }

  private long number(int size) {
    need(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[position + i] & 0xFF);
    }
    position += size;
    return value;
  }

  private String text(int size) {
    need(size);
    int end = position;
    while (end < position + size && bytes[end] != 0) {
      end++;
    }
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position += size;
    return text;
  }

  private void need(int size) {
    if (size > bytes.length - position) {
      throw bad("DBN header of " + bytes.length + " bytes is too short for its contents");
    }
  }

  private static @Nullable DbnSchema schema(int code) {
    if (code == MIXED_SCHEMA) {
      return null;
    }
    Optional<DbnSchema> known = DbnSchema.ofCode(code);
    return known.orElseThrow(
        () ->
            new ProviderException(
                Reason.SCHEMA_CHANGED, "schema of unknown code " + code + " in a DBN header"));
  }

  private static SymbolType symbolType(String name, int code) {
    return SymbolType.ofCode(code)
        .orElseThrow(
            () ->
                new ProviderException(
                    Reason.SCHEMA_CHANGED, name + " of unknown code " + code + " in a DBN header"));
  }

  private static String beginning(DbnInput input) {
    input.require(SHOWN_BYTES);
    int length = Math.min(SHOWN_BYTES, input.available());
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < length; i++) {
      char c = (char) (input.buffer()[input.position() + i] & 0xFF);
      text.append(c >= ' ' && c < 127 ? c : '.');
    }
    return length == 0 ? "nothing" : text.append("'").toString();
  }

  private static ProviderException bad(String message) {
    return new ProviderException(Reason.BAD_DATA, message);
  }
}
