/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads bars out of tables of opening, highest, lowest and closing prices. */
final class ThetaBars {

  private static final Logger LOG = LoggerFactory.getLogger(ThetaBars.class);

  private final Asset asset;
  private final Duration length;

  ThetaBars(Asset asset, Duration length) {
    this.asset = asset;
    this.length = length;
  }

  /** Returns the bars of a table that were complete at a time; rows without a trade are none. */
  List<Bar> read(List<ThetaRow> rows, Instant receivedAt) {
    List<Bar> bars = new ArrayList<>(rows.size());
    int refused = 0;
    for (ThetaRow row : rows) {
      try {
        bar(row).filter(bar -> !bar.end().isAfter(receivedAt)).ifPresent(bars::add);
      } catch (IllegalArgumentException | ProviderException e) {
        refused++;
        LOG.debug("thetadata's bar of {} refused: {}", asset.symbol(), e.getMessage());
      }
    }
    if (refused > 0) {
      LOG.warn(
          "thetadata sent {} impossible bars of {}, which are left out", refused, asset.symbol());
    }
    return bars;
  }

  private Optional<Bar> bar(ThetaRow row) {
    if (!row.problem().isEmpty()) {
      throw new IllegalArgumentException(row.problem());
    }
    double open = row.price("open");
    double high = row.price("high");
    double low = row.price("low");
    double close = row.price("close");
    if (Double.isNaN(open) || Double.isNaN(high) || Double.isNaN(low) || Double.isNaN(close)) {
      return Optional.empty();
    }
    long volume = asset instanceof Underlying index && index.isIndex() ? -1 : volume(row);
    if (length.equals(Duration.ofDays(1))) {
      Instant made = row.time("created").or(() -> row.time("timestamp")).orElseThrow(this::noTime);
      Optional<TradingSession> session =
          TradingCalendar.usOptions()
              .findSession(made.atZone(TradingCalendar.usOptions().zone()).toLocalDate());
      return session.map(
          day -> new Bar(asset, day.opensAt(), day.closesAt(), open, high, low, close, volume));
    }
    Instant start = row.time("timestamp").orElseThrow(this::noTime);
    return Optional.of(new Bar(asset, start, start.plus(length), open, high, low, close, volume));
  }

  private ProviderException noTime() {
    return new ProviderException(
        Reason.BAD_DATA, "thetadata's bar of " + asset.symbol() + " must have a time");
  }

  private static long volume(ThetaRow row) {
    double volume = row.number("volume");
    if (Double.isNaN(volume)) {
      return -1;
    }
    if (volume != Math.rint(volume) || volume > 1e15) {
      throw new IllegalArgumentException("volume must be a whole number: " + volume);
    }
    return (long) volume;
  }
}
