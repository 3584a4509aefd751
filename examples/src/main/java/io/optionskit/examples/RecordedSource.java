/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderCatalog;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.ArchiveException;
import io.optionskit.data.recording.Replay;
import io.optionskit.data.recording.ReplayHistory;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.DataOrigin;
import io.optionskit.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** The chains of a recording as market data. */
final class RecordedSource {

  /** The adapter asks as it did when it was recorded; nobody hears the key. */
  private static final Secret ANY_KEY = Secret.of("replayed-without-a-key");

  private RecordedSource() {}

  static MarketSource.Opened open(String text, Path path, TimeRange range) {
    ReplayHistory played = history(path);
    return new MarketSource.Opened(
        new RangedHistory(played, range),
        new DataOrigin(false, text),
        played::problems,
        () -> RangedHistory.content(new RangedHistory(history(path), range)));
  }

  /** Opens a recording with the adapter of the provider that was recorded. */
  static ReplayHistory history(Path path) {
    Archive archive = Archive.open(path);
    try {
      Replay replay = Replay.of(archive);
      OpenProvider provider = open(archive, replay);
      return ReplayHistory.open(
          archive,
          replay,
          provider.chains().orElseThrow(() -> unknown(archive)),
          () -> {
            provider.close();
            archive.close();
          });
    } catch (RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /** Opens the adapter of the provider that was recorded. */
  static OpenProvider open(Archive archive, Replay replay) {
    ProviderEntry entry =
        archive
            .provider()
            .flatMap(ProviderCatalog.standard()::find)
            .orElseThrow(() -> unknown(archive));
    ProviderAccess access = entry.access().withSecrets(name -> Optional.of(ANY_KEY));
    return entry.open(replay.access(access));
  }

  private static ArchiveException unknown(Archive archive) {
    return new ArchiveException(
        archive.path()
            + " was recorded from '"
            + archive.provider().orElse("")
            + "', which is no provider of chains that this program knows");
  }
}
