/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Rows of one underlying and one day, as places in the tables they came in. */
final class QuoteDay {

  /** Some rows of one table; {@code sequence} is the place of each among all rows of the day. */
  static final class Part {
    final QuoteTable table;
    int[] rows = new int[256];
    int[] sequence = new int[256];
    int size;

    Part(QuoteTable table) {
      this.table = table;
    }
  }

  final String underlying;
  final List<Part> parts = new ArrayList<>();
  final List<String> roots = new ArrayList<>();
  private final AssetTable assets;
  private int[] rootOf = new int[0];
  int size;

  QuoteDay(String underlying, AssetTable assets) {
    this.underlying = underlying;
    this.assets = assets;
  }

  void add(QuoteTable table, int row, int sequence) {
    if (parts.isEmpty() || parts.get(parts.size() - 1).table != table) {
      parts.add(new Part(table));
    }
    Part part = parts.get(parts.size() - 1);
    if (part.size == part.rows.length) {
      part.rows = Arrays.copyOf(part.rows, 2 * part.size);
      part.sequence = Arrays.copyOf(part.sequence, 2 * part.size);
    }
    part.rows[part.size] = row;
    part.sequence[part.size] = sequence;
    part.size++;
    size++;
    noteRoot(table.assetIds()[row]);
  }

  /** Returns the place of a contract's root among {@link #roots}, −1 for the underlying itself. */
  int rootOf(int assetId) {
    return rootOf[assetId];
  }

  Asset asset(int assetId) {
    return assets.asset(assetId);
  }

  PartName name() {
    QuoteTable first = parts.get(0).table;
    Part lastPart = parts.get(parts.size() - 1);
    return new PartName(
        isInMicroseconds() ? PartName.MICROS : PartName.NANOS,
        first.timeNs()[parts.get(0).rows[0]],
        lastPart.table.timeNs()[lastPart.rows[lastPart.size - 1]],
        hash());
  }

  boolean isInMicroseconds() {
    for (Part part : parts) {
      for (int i = 0; i < part.size; i++) {
        if (part.table.timeNs()[part.rows[i]] % 1_000 != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private void noteRoot(int assetId) {
    if (assetId >= rootOf.length) {
      int known = rootOf.length;
      rootOf = Arrays.copyOf(rootOf, Math.max(assetId + 1, 2 * known));
      Arrays.fill(rootOf, known, rootOf.length, -2);
    }
    if (rootOf[assetId] == -2) {
      rootOf[assetId] =
          assets.asset(assetId) instanceof OptionContract contract ? numberOf(contract) : -1;
    }
  }

  private int numberOf(OptionContract contract) {
    OptionProduct standard =
        OptionProduct.ofRoot(contract.root(), contract.expiry())
            .withUnderlying(contract.underlying());
    if (!contract.product().equals(standard)) {
      throw new StoreException(
          "quotes are kept of contracts with the standard terms of their root only: "
              + contract
              + " has "
              + contract.product());
    }
    if (!roots.contains(contract.root())) {
      roots.add(contract.root());
    }
    return roots.indexOf(contract.root());
  }

  private String hash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    byte[][] symbols = new byte[assets.size()][];
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    for (Part part : parts) {
      QuoteTable table = part.table;
      for (int i = 0; i < part.size; i++) {
        int row = part.rows[i];
        int id = table.assetIds()[row];
        if (symbols[id] == null) {
          symbols[id] = assets.asset(id).symbol().getBytes(StandardCharsets.US_ASCII);
        }
        if (buffer.remaining() < 128) {
          digest.update(buffer.flip());
          buffer.clear();
        }
        buffer.put(symbols[id]);
        buffer
            .putLong(table.timeNs()[row])
            .putDouble(table.bids()[row])
            .putDouble(table.asks()[row]);
        buffer
            .putDouble(table.lasts()[row])
            .putInt(table.bidSizes()[row])
            .putInt(table.askSizes()[row]);
        buffer.putLong(table.volumes()[row]).putInt(table.openInterests()[row]);
      }
    }
    digest.update(buffer.flip());
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /** Returns 1 for a call, 2 for a put, 0 for the underlying itself. */
  static int rightOf(Asset asset) {
    if (asset instanceof OptionContract contract) {
      return contract.type() == OptionType.CALL ? 1 : 2;
    }
    return 0;
  }
}
