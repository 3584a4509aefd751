/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads bars out of tables of opening, highest, lowest and closing prices. */
final class ThetaBars {

  private final Asset asset;
  private final Duration length;
  private final Instant from;
  private final Instant to;
  private final Set<Instant> starts = new HashSet<>();

  /**
   * Creates a reader.
   *
   * @param asset what the bars are of
   * @param length length of a bar
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   */
  ThetaBars(Asset asset, Duration length, Instant from, Instant to) {
    this.asset = asset;
    this.length = length;
    this.from = from;
    this.to = to;
  }

  /** Reads the bars of a table that were complete at a time; rows without a trade are none. */
  void read(List<ThetaRow> rows, Instant receivedAt, RowsIntake<Bar> intake) {
    for (ThetaRow row : rows) {
      try {
        checkIdentity(row);
        bar(row).filter(bar -> !bar.end().isAfter(receivedAt)).ifPresent(bar -> add(bar, intake));
      } catch (RefusedRowException e) {
        intake.refuse(e.reason(), String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException | ProviderException e) {
        intake.refuse(Refusal.MALFORMED, String.valueOf(e.getMessage()));
      }
    }
  }

  private void add(Bar bar, RowsIntake<Bar> intake) {
    if (!bar.end().isAfter(from) || bar.end().isAfter(to)) {
      intake.refuse(Refusal.OTHER_TIME, "bar of " + bar.start() + " to " + bar.end());
    } else if (!starts.add(bar.start())) {
      intake.refuse(Refusal.LISTED_TWICE, "bar of " + bar.start());
    } else {
      intake.add(bar);
    }
  }

  /** A row may say what it is of; one that says something else answers another question. */
  private void checkIdentity(ThetaRow row) {
    boolean isOption = row.has("expiration") && row.has("strike") && row.has("right");
    String symbol = row.text("symbol").orElse("");
    if (asset instanceof OptionContract option && isOption) {
      OptionContract named = row.contract(Set.of(option.root()), option.underlying());
      if (!named.symbol().equals(option.symbol())) {
        throw new RefusedRowException(
            named.underlying().equals(option.underlying())
                    && !named.expiry().equals(option.expiry())
                ? Refusal.OTHER_EXPIRY
                : Refusal.OTHER_UNDERLYING,
            named + " was not asked for");
      }
    } else if (!symbol.isEmpty() && !(asset instanceof OptionContract)) {
      if (!symbol.equals(asset.symbol())) {
        throw new RefusedRowException(Refusal.OTHER_UNDERLYING, symbol + " was not asked for");
      }
    }
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
    if (high > IntakeRow.HIGHEST_PRICE) {
      throw new IllegalArgumentException("high must not be above a billion: " + high);
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
