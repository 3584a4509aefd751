/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.databento.DbnRecord.Header;
import io.optionskit.data.databento.DbnRecord.Level;
import java.util.ArrayList;
import java.util.List;

/** Makes lasting records from the cursor. */
final class RecordCopy {

  private static final long UNKNOWN_CODE = 255;

  private RecordCopy() {}

  static DbnRecord of(DbnCursor from) {
    Header header =
        new Header(
            from.kind(), from.publisherId(), from.instrumentId(), from.eventNs(), from.sentNs());
    return switch (from.kind()) {
      case TRADE -> trade(header, from);
      case MBP_1, MBP_10, CMBP_1, TCBBO -> bookEvent(header, from);
      case BBO_1S, BBO_1M, CBBO_1S, CBBO_1M -> intervalQuote(header, from);
      case OHLCV_1S, OHLCV_1M, OHLCV_1H, OHLCV_1D, OHLCV_EOD ->
          new DbnRecord.PublisherBar(
              header,
              from.openNanos(),
              from.highNanos(),
              from.lowNanos(),
              from.closeNanos(),
              from.volume());
      case MBO -> orderEvent(header, from);
      case STATUS -> status(header, from);
      case IMBALANCE -> imbalance(header, from);
      case STATISTICS -> statistic(header, from);
      case DEFINITION -> definition(header, from);
      case SYMBOL_MAPPING ->
          new DbnRecord.SymbolMapping(
              header,
              from.text("stype_in_symbol"),
              from.text("stype_out_symbol"),
              from.number("start_ts"),
              from.number("end_ts"));
      case SYSTEM -> new DbnRecord.SystemMessage(header, from.text("msg"), code(from));
      case ERROR -> new DbnRecord.ErrorMessage(header, from.text("err"), code(from));
    };
  }

  private static int code(DbnCursor from) {
    long code = from.numberOr("code", UNKNOWN_CODE);
    return code == UNKNOWN_CODE ? -1 : (int) code;
  }

  private static DbnRecord trade(Header header, DbnCursor from) {
    return new DbnRecord.Trade(
        header,
        from.priceNanos(),
        from.size(),
        from.action(),
        from.side(),
        from.flags(),
        (int) from.number("depth"),
        from.receivedNs(),
        (int) from.number("ts_in_delta"),
        from.number("sequence"));
  }

  private static DbnRecord orderEvent(Header header, DbnCursor from) {
    return new DbnRecord.OrderEvent(
        header,
        from.number("order_id"),
        from.priceNanos(),
        from.size(),
        from.flags(),
        (int) from.number("channel_id"),
        from.action(),
        from.side(),
        from.receivedNs(),
        (int) from.number("ts_in_delta"),
        from.number("sequence"));
  }

  private static DbnRecord bookEvent(Header header, DbnCursor from) {
    List<Level> levels = new ArrayList<>(from.levels());
    for (int i = 0; i < from.levels(); i++) {
      levels.add(level(from, i));
    }
    return new DbnRecord.BookEvent(
        header,
        from.priceNanos(),
        from.size(),
        from.action(),
        from.side(),
        from.flags(),
        (int) from.numberOr("depth", -1),
        from.receivedNs(),
        (int) from.number("ts_in_delta"),
        from.numberOr("sequence", -1),
        levels);
  }

  private static DbnRecord intervalQuote(Header header, DbnCursor from) {
    return new DbnRecord.IntervalQuote(
        header,
        from.priceNanos(),
        from.size(),
        from.side(),
        from.flags(),
        from.receivedNs(),
        from.numberOr("sequence", -1),
        level(from, 0));
  }

  private static Level level(DbnCursor from, int level) {
    boolean venues = from.isConsolidated();
    long bid = from.bidOrdersOrVenue(level);
    long ask = from.askOrdersOrVenue(level);
    return new Level(
        from.bidNanos(level),
        from.askNanos(level),
        from.bidSize(level),
        from.askSize(level),
        venues ? -1 : bid,
        venues ? -1 : ask,
        venues ? (int) bid : -1,
        venues ? (int) ask : -1);
  }

  private static DbnRecord status(Header header, DbnCursor from) {
    return new DbnRecord.Status(
        header,
        from.receivedNs(),
        (int) from.number("action"),
        (int) from.number("reason"),
        (int) from.number("trading_event"),
        from.character("is_trading"),
        from.character("is_quoting"),
        from.character("is_short_sell_restricted"));
  }

  private static DbnRecord imbalance(Header header, DbnCursor from) {
    return new DbnRecord.Imbalance(
        header,
        from.receivedNs(),
        from.number("ref_price"),
        from.number("ind_match_price"),
        from.number("cont_book_clr_price"),
        from.number("auct_interest_clr_price"),
        from.character("auction_type"),
        from.side(),
        from.number("paired_qty"),
        from.number("total_imbalance_qty"),
        from.number("market_imbalance_qty"));
  }

  private static DbnRecord statistic(Header header, DbnCursor from) {
    long quantity = from.number("quantity");
    boolean short32 = from.length() < DbnLayout.STATISTICS_3.size();
    return new DbnRecord.Statistic(
        header,
        from.receivedNs(),
        from.number("ts_ref"),
        from.priceNanos(),
        short32 && quantity == Integer.MAX_VALUE ? DbnRecord.Statistic.NO_QUANTITY : quantity,
        from.number("sequence"),
        (int) from.number("stat_type"),
        (int) from.number("channel_id"),
        (int) from.number("update_action"),
        (int) from.number("stat_flags"));
  }

  private static DbnRecord definition(Header header, DbnCursor from) {
    return new DbnRecord.Definition(
        header,
        from.receivedNs(),
        from.text("raw_symbol"),
        from.character("instrument_class"),
        from.number("expiration"),
        from.number("activation"),
        from.number("strike_price"),
        from.text("underlying"),
        from.text("asset"),
        from.text("exchange"),
        from.text("currency"),
        from.text("security_type"),
        (int) from.number("contract_multiplier"),
        from.number("unit_of_measure_qty"),
        from.number("min_price_increment"),
        from.character("security_update_action"));
  }
}
