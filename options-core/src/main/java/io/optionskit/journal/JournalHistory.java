/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.JournalException;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The market data of a recorded run, to run something else on them.
 *
 * <p>What the broker reported then is left out. Used by one thread.
 */
public final class JournalHistory implements MarketHistory {

  private static final int PIECE_ROWS = 1 << 16;

  private final JournalReader journal;

  private JournalHistory(JournalReader journal) {
    this.journal = journal;
  }

  /**
   * Opens the market data in a journal.
   *
   * @param folder folder of a {@link FileJournal} that holds its inputs
   * @return the data from the first row on
   * @throws JournalException if there is no journal, it cannot be read or holds only hashes of its
   *     inputs
   */
  public static JournalHistory open(Path folder) {
    return of(JournalReader.open(folder));
  }

  /**
   * Returns the market data in a journal.
   *
   * @param journal journal before its first record, closed with the history
   * @return the data from the first row on
   * @throws JournalException if the journal cannot be read or holds only hashes of its inputs
   */
  public static JournalHistory of(JournalReader journal) {
    Optional<JournalRecord> first = journal.next().map(JournalEntry::record);
    if (first.orElse(null) instanceof JournalRecord.RunStarted start && start.holdsInputs()) {
      return new JournalHistory(journal);
    }
    journal.close();
    throw new JournalException("the journal does not hold the market data of its run");
  }

  @Override
  public AssetTable assets() {
    return journal.assets();
  }

  @Override
  public Optional<QuoteTable> next() {
    QuoteTable.Builder piece = QuoteTable.builder(assets());
    int rows = 0;
    while (rows < PIECE_ROWS) {
      Optional<JournalEntry> entry = read();
      if (entry.isEmpty()) {
        break;
      }
      if (entry.get().record() instanceof JournalRecord.Input input
          && input.event() instanceof MarketEvent market) {
        rows += add(market, piece);
      }
    }
    return rows == 0 ? Optional.empty() : Optional.of(piece.build());
  }

  private Optional<JournalEntry> read() {
    try {
      return journal.next();
    } catch (JournalException e) {
      throw new ProviderException(
          ProviderException.Reason.BAD_DATA, String.valueOf(e.getMessage()), e);
    }
  }

  private static int add(MarketEvent event, QuoteTable.Builder piece) {
    QuoteTable table = event.table();
    for (int row = event.from(); row < event.to(); row++) {
      piece.add(
          table.timeNs()[row],
          table.assetIds()[row],
          table.bids()[row],
          table.asks()[row],
          table.lasts()[row],
          table.bidSizes()[row],
          table.askSizes()[row],
          table.volumes()[row],
          table.openInterests()[row]);
    }
    return event.to() - event.from();
  }

  @Override
  public void close() {
    journal.close();
  }
}
