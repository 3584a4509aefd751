/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.columns;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteColumns;
import io.optionskit.market.QuoteTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One table of quotes in a flat file: a header, the assets, then one column behind the other, all
 * little-endian, each part with its checksum.
 *
 * <pre>
 *  0  8  "OKCOLS01"         8  4  rows             12  4  assets
 * 16  4  bytes of assets   20  4  CRC-32C of them  24 64  SHA-256 of the table, hexadecimal
 * 88  9×8 per column: form (0 flat, 1 one value for all rows), CRC-32C
 * 160 4  CRC-32C of bytes 0 to 159
 * 164 assets, each ended by a line feed; then the columns, each at a multiple of 8
 * </pre>
 */
final class ColumnFile {

  /** A file that is not, or no longer, what was written. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  private static final byte[] MAGIC = "OKCOLS01".getBytes(StandardCharsets.US_ASCII);
  private static final int COLUMNS = 9;
  private static final int HASH_AT = 24;
  private static final int COLUMNS_AT = 88;
  private static final int CHECKSUM_AT = COLUMNS_AT + 8 * COLUMNS;
  private static final int ASSETS_AT = CHECKSUM_AT + 4;
  private static final int MOST_ROWS = 30_000_000;
  private static final int FLAT = 0;
  private static final int ONE_VALUE = 1;
  private static final int[] WIDTHS = {8, 4, 8, 8, 8, 4, 4, 8, 4};

  private ColumnFile() {}

  /**
   * Returns whether a table can be kept: one that fits into a mapping, with contracts of the
   * standard terms of their root.
   */
  static boolean canKeep(QuoteTable table) {
    AssetTable assets = table.assets();
    return table.rows() <= MOST_ROWS
        && Arrays.stream(table.assetIds()).distinct().allMatch(id -> isStandard(assets.asset(id)));
  }

  /** Writes a table. What the system loses of it is found by the checksums. */
  static void write(QuoteTable table, Path file) throws IOException {
    int[] listed = Arrays.stream(table.assetIds()).distinct().sorted().toArray();
    int[] places = new int[table.assets().size()];
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < listed.length; i++) {
      places[listed[i]] = i;
      names.append(text(table.assets().asset(listed[i]))).append('\n');
    }
    int rows = table.rows();
    int[] ids = new int[rows];
    for (int row = 0; row < rows; row++) {
      ids[row] = places[table.assetIds()[row]];
    }
    byte[] assets = names.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = littleEndian(aligned(ASSETS_AT + assets.length));
    header.put(MAGIC).putInt(rows).putInt(listed.length).putInt(assets.length);
    header.putInt(checksum(ByteBuffer.wrap(assets)));
    header.put(table.sha256().getBytes(StandardCharsets.US_ASCII));
    List<ByteBuffer> columns =
        List.of(
            longs(table.timeNs()),
            ints(ids),
            doubles(table.bids()),
            doubles(table.asks()),
            doubles(table.lasts()),
            ints(table.bidSizes()),
            ints(table.askSizes()),
            longs(table.volumes()),
            ints(table.openInterests()));
    for (int i = 0; i < COLUMNS; i++) {
      ByteBuffer column = columns.get(i);
      boolean isOneValue = rows > 2 && column.limit() == aligned(WIDTHS[i]);
      header.putInt(isOneValue ? ONE_VALUE : FLAT).putInt(checksum(column.duplicate()));
    }
    header.putInt(checksum(header.duplicate().flip()));
    header.put(assets).clear();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, header);
      for (ByteBuffer column : columns) {
        writeAll(channel, column);
      }
    }
  }

  /**
   * Reads a table.
   *
   * @param assets gets numbers for the assets that it does not know yet
   * @throws DamagedException if the file is not what was written
   */
  static QuoteTable read(Path file, AssetTable assets) throws IOException {
    ByteBuffer bytes = map(file);
    List<Asset> listed = assets(bytes, file);
    int rows = bytes.getInt(8);
    int at = aligned(ASSETS_AT + bytes.getInt(16));
    ByteBuffer[] columns = new ByteBuffer[COLUMNS];
    boolean[] isOneValue = new boolean[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      isOneValue[i] = bytes.getInt(COLUMNS_AT + 8 * i) == ONE_VALUE;
      long length = isOneValue[i] ? aligned(WIDTHS[i]) : (long) WIDTHS[i] * rows;
      length = (length + 7) & -8;
      if (at + length > bytes.limit()) {
        throw damaged(file, "ends too early");
      }
      columns[i] = bytes.slice(at, (int) length).order(ByteOrder.LITTLE_ENDIAN);
      if (checksum(columns[i].duplicate()) != bytes.getInt(COLUMNS_AT + 8 * i + 4)) {
        throw damaged(file, "has a column with another checksum");
      }
      at += (int) length;
    }
    if (at != bytes.limit()) {
      throw damaged(file, "goes on behind its end");
    }
    byte[] hash = new byte[64];
    bytes.get(HASH_AT, hash);
    QuoteColumns read =
        new QuoteColumns(
            longs(columns[0], isOneValue[0], rows),
            ids(ints(columns[1], isOneValue[1], rows), listed, assets, file),
            doubles(columns[2], isOneValue[2], rows),
            doubles(columns[3], isOneValue[3], rows),
            doubles(columns[4], isOneValue[4], rows),
            ints(columns[5], isOneValue[5], rows),
            ints(columns[6], isOneValue[6], rows),
            longs(columns[7], isOneValue[7], rows),
            ints(columns[8], isOneValue[8], rows));
    try {
      return QuoteTable.of(assets, read, new String(hash, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private static int[] ids(int[] places, List<Asset> listed, AssetTable assets, Path file)
      throws DamagedException {
    int[] idOf = new int[listed.size()];
    boolean isSame = true;
    for (int i = 0; i < idOf.length; i++) {
      idOf[i] = assets.idOf(listed.get(i));
      isSame &= idOf[i] == i;
    }
    for (int i = 0; i < places.length && !isSame; i++) {
      if (places[i] < 0 || places[i] >= idOf.length) {
        throw damaged(file, "names an asset that it does not list");
      }
      places[i] = idOf[places[i]];
    }
    return places;
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < ASSETS_AT || size > Integer.MAX_VALUE) {
        throw damaged(file, "has " + size + " bytes");
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static List<Asset> assets(ByteBuffer bytes, Path file) throws DamagedException {
    byte[] magic = new byte[MAGIC.length];
    bytes.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)
        || checksum(bytes.slice(0, CHECKSUM_AT)) != bytes.getInt(CHECKSUM_AT)) {
      throw damaged(file, "does not begin as such a file does");
    }
    int length = bytes.getInt(16);
    if (length < 0 || bytes.getInt(8) < 0 || (long) ASSETS_AT + length > bytes.limit()) {
      throw damaged(file, "ends within its assets");
    }
    byte[] text = new byte[length];
    bytes.get(ASSETS_AT, text);
    if (checksum(ByteBuffer.wrap(text)) != bytes.getInt(20)) {
      throw damaged(file, "has other assets");
    }
    List<Asset> assets = new ArrayList<>();
    new String(text, StandardCharsets.UTF_8).lines().forEach(line -> assets.add(parse(line)));
    return assets;
  }

  /** OCC symbol and underlying, or the underlying alone. */
  static String text(Asset asset) {
    return asset instanceof OptionContract contract
        ? contract.symbol() + "\t" + contract.underlying()
        : asset.symbol();
  }

  static Asset parse(String text) {
    int tab = text.indexOf('\t');
    if (tab < 0) {
      return new Underlying(text);
    }
    OptionContract standard = OptionContract.parse(text.substring(0, tab));
    OptionProduct product = standard.product().withUnderlying(text.substring(tab + 1));
    return new OptionContract(product, standard.expiry(), standard.type(), standard.strike());
  }

  static boolean isStandard(Asset asset) {
    return asset.equals(parse(text(asset)));
  }

  private static DamagedException damaged(Path file, String how) {
    return new DamagedException(file + " " + how);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static ByteBuffer longs(long[] column) {
    long first = column.length == 0 ? 0 : column[0];
    boolean isOneValue = column.length > 2 && Arrays.stream(column).allMatch(v -> v == first);
    ByteBuffer bytes = littleEndian(isOneValue ? Long.BYTES : Long.BYTES * column.length);
    bytes.asLongBuffer().put(column, 0, isOneValue ? 1 : column.length);
    return bytes;
  }

  private static ByteBuffer ints(int[] column) {
    int first = column.length == 0 ? 0 : column[0];
    boolean isOneValue = column.length > 2 && Arrays.stream(column).allMatch(v -> v == first);
    ByteBuffer bytes =
        littleEndian(isOneValue ? Long.BYTES : aligned(Integer.BYTES * column.length));
    bytes.asIntBuffer().put(column, 0, isOneValue ? 1 : column.length);
    return bytes;
  }

  private static ByteBuffer doubles(double[] column) {
    long[] bits = new long[column.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(column[i]);
    }
    return longs(bits);
  }

  private static long[] longs(ByteBuffer column, boolean isOneValue, int rows) {
    long[] values = new long[rows];
    if (isOneValue) {
      Arrays.fill(values, column.getLong(0));
    } else {
      column.asLongBuffer().get(values);
    }
    return values;
  }

  private static int[] ints(ByteBuffer column, boolean isOneValue, int rows) {
    int[] values = new int[rows];
    if (isOneValue) {
      Arrays.fill(values, column.getInt(0));
    } else {
      column.asIntBuffer().get(values);
    }
    return values;
  }

  private static double[] doubles(ByteBuffer column, boolean isOneValue, int rows) {
    double[] values = new double[rows];
    if (isOneValue) {
      Arrays.fill(values, column.getDouble(0));
    } else {
      column.asDoubleBuffer().get(values);
    }
    return values;
  }

  private static int aligned(int length) {
    return (length + 7) & -8;
  }

  private static ByteBuffer littleEndian(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
