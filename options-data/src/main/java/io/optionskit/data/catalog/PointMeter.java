/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.market.Bar;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Sums over the answers of one provider what became of their rows. Any thread. */
final class PointMeter {

  private final LongAdder received = new LongAdder();
  private final LongAdder filtered = new LongAdder();

  PointCounts counts() {
    return new PointCounts(received.sum(), filtered.sum());
  }

  ChainProvider over(ChainProvider chains) {
    return new ChainProvider() {
      @Override
      public List<LocalDate> expirations(String underlying) {
        return chains.expirations(underlying);
      }

      @Override
      public ChainAnswer answer(String underlying) {
        return noted(chains.answer(underlying));
      }

      @Override
      public ChainAnswer answer(String underlying, LocalDate expiry) {
        return noted(chains.answer(underlying, expiry));
      }
    };
  }

  BarProvider over(BarProvider bars) {
    return (asset, length, from, to) -> {
      RowsAnswer<Bar> answer = bars.barsAnswer(asset, length, from, to);
      note(answer.report().rows(), answer.report().refused());
      return answer;
    };
  }

  private ChainAnswer noted(ChainAnswer answer) {
    note(answer.report().rows(), answer.report().refused());
    return answer;
  }

  private void note(int rows, Map<Refusal, Integer> refused) {
    received.add(rows);
    refused.values().forEach(filtered::add);
  }
}
