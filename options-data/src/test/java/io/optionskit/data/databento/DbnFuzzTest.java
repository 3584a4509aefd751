/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import io.optionskit.contract.Underlying;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged files give whole records, a report or a {@link ProviderException}, and nothing else.
 *
 * <p>{@code -Doptionskit.mutations=200000} sets the number of damaged files, {@code
 * -Doptionskit.seed} the seed of another run.
 */
class DbnFuzzTest {

  private static final int MUTATIONS = Integer.getInteger("optionskit.mutations", 10_000);
  private static final long SEED = Long.getLong("optionskit.seed", 20250221);

  @Test
  void damagedFilesNeverSurprise() {
    List<byte[]> seeds = seeds();
    Random random = new Random(SEED);
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    int clean = 0;
    long records = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      byte[] file = mutate(seeds.get(random.nextInt(seeds.size())), seeds, random);
      try {
        records += read(file);
        clean++;
      } catch (ProviderException e) {
        reasons.merge(e.reason(), 1, Integer::sum);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + SEED + ", mutation " + i + ": " + HexFormat.of().formatHex(file), e);
      }
    }

    System.out.printf(
        "DBN fuzzing: seed %d, %d mutations of %d files: %d read to the end, %d records, %s%n",
        SEED, MUTATIONS, seeds.size(), clean, records, reasons);
    assertThat(reasons.keySet())
        .isSubsetOf(Reason.BAD_DATA, Reason.SCHEMA_CHANGED, Reason.UNSUPPORTED);
    assertThat(clean).isPositive();
    assertThat(records).isPositive();
  }

  /** Reads all there is, going on behind unknown records, and looks at every field. */
  private static long read(byte[] file) {
    long records = 0;
    try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(file))) {
      reader.metadata().ifPresent(InstrumentMap::of);
      while (true) {
        try {
          if (!reader.next()) {
            break;
          }
        } catch (ProviderException e) {
          if (e.reason() == Reason.SCHEMA_CHANGED) {
            continue;
          }
          throw e;
        }
        DbnRecord record = reader.cursor().toRecord();
        assertThat(record.toString()).isNotEmpty();
        touch(record);
        use(reader.cursor(), record);
        records++;
      }
      DbnReport report = reader.report();
      if (report.records() != records) {
        throw new AssertionError("counted " + report + " but read " + records);
      }
    }
    return records;
  }

  /** Asks for what records derive from their numbers. */
  private static void touch(DbnRecord record) {
    record.header().eventTime();
    record.header().sentTime();
    if (record instanceof DbnRecord.Definition definition) {
      definition.strike();
      definition.expiration();
      definition.contractMultiplier();
    }
    if (record instanceof DbnRecord.BookEvent event) {
      event.levels().forEach(level -> assertThat(level.bid()).isNotNull());
    }
  }

  /** Does with a record what providers do; they may refuse it. */
  private static void use(DbnCursor cursor, DbnRecord record) {
    try {
      if (cursor.levels() > 0) {
        assertThat(DbnQuotes.of(cursor)).isNotNull();
      } else if (record instanceof DbnRecord.Definition definition) {
        assertThat(OpraContracts.of(definition)).isNotNull();
      } else if (record instanceof DbnRecord.PublisherBar bar) {
        assertThat(PublisherBars.merged(new Underlying("AAPL"), List.of(bar))).hasSize(1);
      } else if (record instanceof DbnRecord.Statistic statistic) {
        assertThat(OpenInterest.merged(List.of(statistic))).hasSizeLessThan(2);
      }
    } catch (ProviderException e) {
      assertThat(e.reason()).isIn(Reason.BAD_DATA, Reason.UNSUPPORTED);
    }
  }

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int version = 1; version <= 3; version++) {
      byte[] file = DbnWriter.file(version);
      seeds.add(file);
      seeds.add(Zstd.compress(file));
      DbnWriter.everyKind(version).forEach(seeds::add);
    }
    if (Fixtures.exist()) {
      for (String name : Fixtures.withExpectation()) {
        byte[] file = Fixtures.bytes(name);
        seeds.add(file);
        if (name.endsWith(".zst")) {
          seeds.add(decompressed(file));
        }
      }
    }
    return seeds;
  }

  private static byte[] decompressed(byte[] file) {
    try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] mutate(byte[] original, List<byte[]> others, Random random) {
    byte[] file = original.clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && file.length > 0; i++) {
      int at = position(file, random);
      switch (random.nextInt(8)) {
        case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> file[at] = (byte) random.nextInt(256);
        case 2 -> file[at] = (byte) (random.nextBoolean() ? 0 : 255);
        case 3 -> Arrays.fill(file, at, Math.min(file.length, at + 4), (byte) 255);
        case 4 -> Arrays.fill(file, at, Math.min(file.length, at + 8), (byte) 0);
        case 5 -> file = Arrays.copyOf(file, at);
        case 6 -> file = splice(file, at, others.get(random.nextInt(others.size())), random);
        default -> file = removed(file, at, 1 + random.nextInt(16));
      }
    }
    return file;
  }

  /** Prefers the beginning, where headers and lengths are. */
  private static int position(byte[] file, Random random) {
    return random.nextInt(random.nextBoolean() ? Math.min(file.length, 160) : file.length);
  }

  private static byte[] splice(byte[] file, int at, byte[] other, Random random) {
    int from = random.nextInt(other.length);
    int length = Math.min(other.length - from, 1 + random.nextInt(64));
    return DbnWriter.bytes()
        .raw(Arrays.copyOf(file, at))
        .raw(Arrays.copyOfRange(other, from, from + length))
        .raw(Arrays.copyOfRange(file, at, file.length))
        .toBytes();
  }

  private static byte[] removed(byte[] file, int at, int length) {
    int end = Math.min(file.length, at + length);
    return DbnWriter.bytes()
        .raw(Arrays.copyOf(file, at))
        .raw(Arrays.copyOfRange(file, end, file.length))
        .toBytes();
  }
}
