/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.columns;

import io.optionskit.data.columns.ColumnCache.Content;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Market data replayed from a cache: the same pieces as those of the source, with the same hashes
 * and the same numbers of assets, all of which are there from the start.
 */
final class CachedHistory implements MarketHistory {

  private static final Logger LOG = LoggerFactory.getLogger(CachedHistory.class);
  private static final String FORMAT = "optionskit-columns 1";

  private final ColumnCache cache;
  private final String key;
  private final Supplier<Content> source;
  private final AssetTable assets = new AssetTable();
  private final Index index;
  private int played;

  /** What is kept beside the pieces: their hashes, what was noted, all assets in order. */
  private record Index(List<String> hashes, List<String> notes, List<String> assets) {}

  private CachedHistory(ColumnCache cache, String key, Supplier<Content> source, Index index) {
    this.cache = cache;
    this.key = key;
    this.source = source;
    this.index = index;
    index.assets.forEach(text -> assets.idOf(ColumnFile.parse(text)));
  }

  static Content open(ColumnCache cache, String key, Supplier<Content> source) {
    Optional<Index> known = read(cache.index(key));
    Optional<Index> index = known.isPresent() ? known : build(cache, key, source);
    return index
        .map(found -> new Content(new CachedHistory(cache, key, source, found), found.notes))
        .orElseGet(source);
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    if (played == index.hashes.size()) {
      return Optional.empty();
    }
    int number = played++;
    Optional<QuoteTable> found = table(number);
    return found.isPresent() ? found : Optional.of(madeAgain(number));
  }

  @Override
  public void close() {
    played = index.hashes.size();
  }

  private Optional<QuoteTable> table(int number) {
    return cache
        .find(pieceKey(key, number), assets)
        .filter(table -> table.sha256().equals(index.hashes.get(number)));
  }

  private QuoteTable madeAgain(int number) {
    Optional<Index> again = build(cache, key, source);
    if (again.isPresent() && !again.get().equals(index)) {
      throw new ProviderException(
          Reason.BAD_DATA, "the data changed while they were being played: start again");
    }
    return table(number)
        .orElseThrow(
            () ->
                new ProviderException(
                    Reason.UNAVAILABLE,
                    "a file of the column cache is damaged and cannot be written again: run"
                        + " without the cache"));
  }

  /** Brings the source in; empty if it cannot be kept. */
  private static Optional<Index> build(ColumnCache cache, String key, Supplier<Content> source) {
    Content content = source.get();
    List<String> hashes = new ArrayList<>();
    List<String> assets = new ArrayList<>();
    try (MarketHistory history = content.history()) {
      for (Optional<QuoteTable> next = history.next(); next.isPresent(); next = history.next()) {
        if (!cache.keep(pieceKey(key, hashes.size()), next.get())) {
          return Optional.empty();
        }
        hashes.add(next.get().sha256());
      }
      for (int id = 0; id < history.assets().size(); id++) {
        assets.add(ColumnFile.text(history.assets().asset(id)));
      }
    }
    Index index = new Index(hashes, content.notes(), assets);
    boolean isKept = cache.writeIndex(key, file -> Files.write(file, bytes(index)));
    cache.shrink();
    return isKept ? Optional.of(index) : Optional.empty();
  }

  private static String pieceKey(String key, int number) {
    return new InputHash().add(key).add(Integer.toString(number)).hex();
  }

  private static byte[] bytes(Index index) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (List<String> part : List.of(List.of(FORMAT), index.hashes, index.notes, index.assets)) {
      out.writeInt(part.size());
      for (String text : part) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
    }
    out.writeInt(checksum(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  private static Optional<Index> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      byte[] content = Arrays.copyOf(bytes, Math.max(0, bytes.length - Integer.BYTES));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      if (bytes.length < Integer.BYTES || checksum(content) != checksumAtEnd(bytes)) {
        throw new IOException("has another checksum");
      }
      if (!texts(in).equals(List.of(FORMAT))) {
        throw new IOException("is of another version");
      }
      return Optional.of(new Index(texts(in), texts(in), texts(in)));
    } catch (IOException e) {
      LOG.warn("{} cannot be used and is made again: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static int checksumAtEnd(byte[] bytes) throws IOException {
    return new DataInputStream(
            new ByteArrayInputStream(bytes, bytes.length - Integer.BYTES, Integer.BYTES))
        .readInt();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
