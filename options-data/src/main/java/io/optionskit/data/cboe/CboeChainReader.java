/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.internal.PlainText;
import io.optionskit.data.json.JsonFields;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a body of delayed quotes, of the form of 2023 with bid and ask or the older one without.
 */
final class CboeChainReader {

  private static final Duration DELAY = Duration.ofMinutes(15);
  private static final Set<QuoteField> TRADED = Set.of(QuoteField.LAST);
  private static final double DAYS_PER_YEAR = 365;
  private static final double PER_POINT = 100;
  private static final Set<String> REQUIRED =
      Set.of("option", "iv", "open_interest", "volume", "delta", "gamma", "theta", "rho", "vega");
  private static final Set<String> OPTIONAL =
      Set.of(
          "bid",
          "bid_size",
          "ask",
          "ask_size",
          "theo",
          "change",
          "open",
          "high",
          "low",
          "tick",
          "last_trade_price",
          "last_trade_time",
          "percent_change",
          "prev_day_close");

  private final String underlying;
  private final Instant receivedAt;
  private final FieldCensus census = new FieldCensus(REQUIRED, OPTIONAL);

  CboeChainReader(String underlying, Instant receivedAt) {
    this.underlying = underlying;
    this.receivedAt = receivedAt;
  }

  ChainAnswer read(JsonNode root) {
    JsonNode data = root.has("data") ? root.path("data") : root;
    JsonNode options = data.path("options");
    if (!options.isArray()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, "cboe's chain has no list data.options any more");
    }
    Feed feed = new Feed("cboe", DelayClass.DELAYED, DELAY, Optional.of(receivedAt));
    Instant marketTime = time(data, "last_trade_time").orElse(receivedAt);
    ChainIntake intake =
        new ChainIntake(
            underlying, feed, TradingCalendar.usOptions().tradingDateAt(marketTime), census);
    intake.marketTime(marketTime);
    intake.spot(JsonFields.number(data, "current_price"));
    for (JsonNode row : options) {
      row.fieldNames().forEachRemaining(census::see);
      read(row, intake);
    }
    return intake.answer();
  }

  private void read(JsonNode row, ChainIntake intake) {
    OptionContract contract;
    try {
      contract = OptionContract.parse(JsonFields.text(row, "option").orElse(""));
    } catch (IllegalArgumentException | ProviderException e) {
      intake.refuse(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
      return;
    }
    try {
      intake.add(contract, values(row));
    } catch (IllegalArgumentException | DateTimeException | ProviderException e) {
      intake.refuse(Refusal.MALFORMED, contract + ": " + e.getMessage());
    }
  }

  private static IntakeRow values(JsonNode row) {
    IntakeRow values =
        new IntakeRow()
            .set(QuoteField.BID, aboveZero(row, "bid"))
            .set(QuoteField.ASK, aboveZero(row, "ask"))
            .set(QuoteField.BID_SIZE, JsonFields.number(row, "bid_size"))
            .set(QuoteField.ASK_SIZE, JsonFields.number(row, "ask_size"))
            .set(QuoteField.LAST, aboveZero(row, "last_trade_price"))
            .set(QuoteField.VOLUME, JsonFields.number(row, "volume"))
            .set(QuoteField.OPEN_INTEREST, JsonFields.number(row, "open_interest"))
            .set(QuoteField.IMPLIED_VOLATILITY, aboveZero(row, "iv"))
            .set(QuoteField.DELTA, JsonFields.number(row, "delta"))
            .set(QuoteField.GAMMA, JsonFields.number(row, "gamma"))
            .set(QuoteField.VEGA, PER_POINT * JsonFields.number(row, "vega"))
            .set(QuoteField.THETA, DAYS_PER_YEAR * JsonFields.number(row, "theta"))
            .set(QuoteField.RHO, PER_POINT * JsonFields.number(row, "rho"));
    if (JsonFields.number(row, "iv") == 0) {
      values.flag(QuoteIssue.IV_PLACEHOLDER);
    }
    time(row, "last_trade_time").ifPresent(time -> values.time(time, TRADED));
    return values;
  }

  /** Returns a number that is 0 where there is none, {@code NaN} then. */
  private static double aboveZero(JsonNode row, String field) {
    double value = JsonFields.number(row, field);
    return value == 0 ? Double.NaN : value;
  }

  private static Optional<Instant> time(JsonNode parent, String field) {
    try {
      return JsonFields.text(parent, field).map(PlainText::newYorkTime);
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          field
              + " must be a New York time such as 2023-09-20T16:15:04: "
              + JsonFields.shown(parent.path(field)),
          e);
    }
  }
}
