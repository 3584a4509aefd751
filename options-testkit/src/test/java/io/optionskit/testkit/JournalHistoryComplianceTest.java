/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Underlying;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.journal.JournalHistory;
import io.optionskit.journal.JournalReader;
import io.optionskit.journal.MemoryJournal;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.math.BigDecimal;
import java.time.Instant;

class JournalHistoryComplianceTest extends MarketHistoryCompliance {

  @Override
  protected MarketHistory open() {
    AssetTable assets = new AssetTable();
    int spy = assets.idOf(new Underlying("SPY"));
    MemoryJournal journal = new MemoryJournal();
    journal.append(new JournalRecord.RunStarted("1", "", 0, BigDecimal.TEN, true));
    for (int i = 0; i < 100_000; i++) {
      QuoteTable row = QuoteTable.builder(assets, 1).addLast(i, spy, 510 + i % 7).build();
      journal.append(new JournalRecord.Input(new MarketEvent(row, 0, 1)));
    }
    journal.append(
        new JournalRecord.Input(
            new ControlEvent(ControlEvent.Mode.HALTED, "test", Instant.EPOCH.plusSeconds(1))));
    return JournalHistory.of(JournalReader.of(journal.bytes()));
  }
}
