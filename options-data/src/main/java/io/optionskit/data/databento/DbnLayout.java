/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each field of a record lies.
 *
 * <p>Fields are written as {@code name:type} in their order. Types: {@code p} price, {@code t}
 * time, {@code u} and {@code i} unsigned and signed numbers with their bits, {@code c} character,
 * {@code s} text with its bytes, {@code x} unused bytes.
 */
enum DbnLayout {
  TRADE(48, Fields.EVENT),
  MBP_1(80, Fields.EVENT + Fields.levels(1)),
  MBP_10(368, Fields.EVENT + Fields.levels(10)),
  MBO(
      56,
      "order_id:u64 price:p size:u32 flags:u8 channel_id:u8 action:c side:c ts_recv:t"
          + " ts_in_delta:i32 sequence:u32"),
  BBO(
      80,
      "price:p size:u32 _:x1 side:c flags:u8 _:x1 ts_recv:t _:x4 sequence:u32" + Fields.levels(1)),
  CMBP_1(
      80,
      "price:p size:u32 action:c side:c flags:u8 _:x1 ts_recv:t ts_in_delta:i32 _:x4"
          + Fields.CONSOLIDATED),
  CBBO(80, "price:p size:u32 _:x1 side:c flags:u8 _:x1 ts_recv:t _:x8" + Fields.CONSOLIDATED),
  OHLCV(56, "open:p high:p low:p close:p volume:u64"),
  STATUS(
      40,
      "ts_recv:t action:u16 reason:u16 trading_event:u16 is_trading:c is_quoting:c"
          + " is_short_sell_restricted:c _:x7"),
  IMBALANCE(
      112,
      "ts_recv:t ref_price:p auction_time:t cont_book_clr_price:p auct_interest_clr_price:p"
          + " ssr_filling_price:p ind_match_price:p upper_collar:p lower_collar:p paired_qty:u32"
          + " total_imbalance_qty:u32 market_imbalance_qty:u32 unpaired_qty:u32 auction_type:c"
          + " side:c auction_status:u8 freeze_status:u8 num_extensions:u8 unpaired_side:c"
          + " significant_imbalance:c _:x1"),
  /** Also that of version 2. */
  STATISTICS_1(
      64,
      "ts_recv:t ts_ref:t price:p quantity:i32 sequence:u32 ts_in_delta:i32 stat_type:u16"
          + " channel_id:u16 update_action:u8 stat_flags:u8 _:x6"),
  STATISTICS_3(
      80,
      "ts_recv:t ts_ref:t price:p quantity:i64 sequence:u32 ts_in_delta:i32 stat_type:u16"
          + " channel_id:u16 update_action:u8 stat_flags:u8 _:x18"),
  DEFINITION_1(
      360,
      Fields.DEFINITION_PRICES
          + " trading_reference_price:p unit_of_measure_qty:p min_price_increment_amount:p"
          + " price_ratio:p inst_attrib_value:i32 underlying_id:u32 raw_instrument_id:u32"
          + Fields.DEFINITION_LOTS
          + " _:x4 contract_multiplier:i32 decay_quantity:i32 original_contract_size:i32 _:x4"
          + " trading_reference_date:u16 appl_id:i16 maturity_year:u16 decay_start_date:u16"
          + " channel_id:u16 currency:s4 settl_currency:s4 secsubtype:s6 raw_symbol:s22 group:s21"
          + " exchange:s5 asset:s7 cfi:s7 security_type:s7 unit_of_measure:s31 underlying:s21"
          + " strike_price_currency:s4 instrument_class:c _:x2 strike_price:p _:x6"
          + Fields.DEFINITION_CODES
          + " _:x3"),
  DEFINITION_2(
      400,
      Fields.DEFINITION_PRICES
          + " trading_reference_price:p unit_of_measure_qty:p min_price_increment_amount:p"
          + " price_ratio:p strike_price:p inst_attrib_value:i32 underlying_id:u32"
          + " raw_instrument_id:u32"
          + Fields.DEFINITION_LOTS
          + " contract_multiplier:i32 decay_quantity:i32 original_contract_size:i32"
          + " trading_reference_date:u16 appl_id:i16 maturity_year:u16 decay_start_date:u16"
          + " channel_id:u16 currency:s4 settl_currency:s4 secsubtype:s6 raw_symbol:s71 group:s21"
          + " exchange:s5 asset:s7 cfi:s7 security_type:s7 unit_of_measure:s31 underlying:s21"
          + " strike_price_currency:s4 instrument_class:c"
          + Fields.DEFINITION_CODES
          + " _:x10"),
  DEFINITION_3(
      520,
      Fields.DEFINITION_PRICES
          + " unit_of_measure_qty:p min_price_increment_amount:p price_ratio:p strike_price:p"
          + " raw_instrument_id:u64 leg_price:p leg_delta:p inst_attrib_value:i32"
          + " underlying_id:u32"
          + Fields.DEFINITION_LOTS
          + " contract_multiplier:i32 decay_quantity:i32 original_contract_size:i32"
          + " leg_instrument_id:u32 leg_ratio_price_numerator:i32 leg_ratio_price_denominator:i32"
          + " leg_ratio_qty_numerator:i32 leg_ratio_qty_denominator:i32 leg_underlying_id:u32"
          + " appl_id:i16 maturity_year:u16 decay_start_date:u16 channel_id:u16 leg_count:u16"
          + " leg_index:u16 currency:s4 settl_currency:s4 secsubtype:s6 raw_symbol:s71 group:s21"
          + " exchange:s5 asset:s11 cfi:s7 security_type:s7 unit_of_measure:s31 underlying:s21"
          + " strike_price_currency:s4 leg_raw_symbol:s71 instrument_class:c match_algorithm:c"
          + " main_fraction:u8 price_display_format:u8 sub_fraction:u8 underlying_product:u8"
          + " security_update_action:c maturity_month:u8 maturity_day:u8 maturity_week:u8"
          + " user_defined_instrument:c contract_multiplier_unit:i8 flow_schedule_type:i8"
          + " tick_rule:u8 leg_instrument_class:c leg_side:c _:x17"),
  ERROR_1(80, "err:s64"),
  ERROR_2(320, "err:s302 code:u8 is_last:u8"),
  SYSTEM_1(80, "msg:s64"),
  SYSTEM_2(320, "msg:s303 code:u8"),
  MAPPING_1(80, "stype_in_symbol:s22 stype_out_symbol:s22 _:x4 start_ts:t end_ts:t"),
  MAPPING_2(
      176, "stype_in:u8 stype_in_symbol:s71 stype_out:u8 stype_out_symbol:s71 start_ts:t end_ts:t");

  /** Bytes of the time of sending at the end of a record. */
  static final int SENT_BYTES = 8;

  /** Bytes of the header of every record. */
  static final int HEADER_BYTES = 16;

  private final int size;
  private final int levels;
  private final boolean isConsolidated;
  private final int price;
  private final int sizeOfEvent;
  private final int received;
  private final int action;
  private final int side;
  private final int flags;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<Field> fields;

  @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, then only read
  private final Map<String, Field> byName = new LinkedHashMap<>();

  DbnLayout(int size, String specification) {
    this.size = size;
    fields = Fields.parse(specification);
    fields.forEach(field -> byName.put(field.name, field));
    levels = (int) fields.stream().filter(field -> field.name.startsWith("bid_px_")).count();
    isConsolidated = byName.containsKey("bid_pb_00");
    price = offsetOrNone("price");
    sizeOfEvent = offsetOrNone("size");
    received = offsetOrNone("ts_recv");
    action = offsetOrNone("action");
    side = offsetOrNone("side");
    flags = offsetOrNone("flags");
    int end = Fields.end(specification);
    if (end != size) {
      throw new AssertionError(name() + " has " + end + " bytes, not " + size);
    }
  }

  /** Returns the bytes of a record without the time of sending. */
  int size() {
    return size;
  }

  List<Field> fields() {
    return fields;
  }

  @Nullable Field find(String name) {
    return byName.get(name);
  }

  /** Returns where a field begins that the layout must have. */
  int offset(String name) {
    return required(offsetOrNone(name), name);
  }

  int price() {
    return required(price, "price");
  }

  int sizeOfEvent() {
    return required(sizeOfEvent, "size");
  }

  int received() {
    return required(received, "ts_recv");
  }

  boolean hasReceived() {
    return received >= 0;
  }

  int action() {
    return required(action, "action");
  }

  int side() {
    return required(side, "side");
  }

  int flags() {
    return required(flags, "flags");
  }

  /** Returns how many levels of the book there are. */
  int levels() {
    return levels;
  }

  /** Returns whether levels tell venues in place of the number of orders. */
  boolean isConsolidated() {
    return isConsolidated;
  }

  private int offsetOrNone(String name) {
    Field field = byName.get(name);
    return field == null ? -1 : field.offset;
  }

  private int required(int offset, String name) {
    if (offset < 0) {
      throw new IllegalStateException(this + " records have no " + name);
    }
    return offset;
  }

  /** What the bytes of a field are. */
  enum Type {
    PRICE,
    TIME,
    UNSIGNED,
    SIGNED,
    CHARACTER,
    TEXT,
    UNUSED
  }

  /** One field: its name in DBN, its type, its first byte in the record, its bytes. */
  record Field(String name, Type type, int offset, int bytes) {}

  /** Pieces that several layouts share, and what reads them. */
  private static final class Fields {

    static final String EVENT =
        "price:p size:u32 action:c side:c flags:u8 depth:u8 ts_recv:t ts_in_delta:i32 sequence:u32";

    static final String CONSOLIDATED =
        " bid_px_00:p ask_px_00:p bid_sz_00:u32 ask_sz_00:u32 bid_pb_00:u16 _:x2 ask_pb_00:u16"
            + " _:x2";

    static final String DEFINITION_PRICES =
        "ts_recv:t min_price_increment:p display_factor:p expiration:t activation:t"
            + " high_limit_price:p low_limit_price:p max_price_variation:p";

    static final String DEFINITION_LOTS =
        " market_depth_implied:i32 market_depth:i32 market_segment_id:u32 max_trade_vol:u32"
            + " min_lot_size:i32 min_lot_size_block:i32 min_lot_size_round_lot:i32"
            + " min_trade_vol:u32";

    static final String DEFINITION_CODES =
        " match_algorithm:c md_security_trading_status:u8 main_fraction:u8 price_display_format:u8"
            + " settl_price_type:u8 sub_fraction:u8 underlying_product:u8 security_update_action:c"
            + " maturity_month:u8 maturity_day:u8 maturity_week:u8 user_defined_instrument:c"
            + " contract_multiplier_unit:i8 flow_schedule_type:i8 tick_rule:u8";

    private Fields() {}

    static String levels(int count) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append(
            " bid_px_0#:p ask_px_0#:p bid_sz_0#:u32 ask_sz_0#:u32 bid_ct_0#:u32 ask_ct_0#:u32"
                .replace("#", Integer.toString(i)));
      }
      return text.toString();
    }

    static List<Field> parse(String specification) {
      List<Field> fields = new ArrayList<>();
      int offset = HEADER_BYTES;
      for (String word : specification.split(" ", -1)) {
        int colon = word.indexOf(':');
        char letter = word.charAt(colon + 1);
        int bytes = bytes(letter, word.substring(colon + 2));
        if (letter != 'x') {
          fields.add(new Field(word.substring(0, colon), type(letter), offset, bytes));
        }
        offset += bytes;
      }
      return List.copyOf(fields);
    }

    static int end(String specification) {
      int offset = HEADER_BYTES;
      for (String word : specification.split(" ", -1)) {
        int colon = word.indexOf(':');
        offset += bytes(word.charAt(colon + 1), word.substring(colon + 2));
      }
      return offset;
    }

    private static int bytes(char letter, String count) {
      return switch (letter) {
        case 'p', 't' -> 8;
        case 'c' -> 1;
        case 'u', 'i' -> Integer.parseInt(count) / 8;
        default -> Integer.parseInt(count);
      };
    }

    private static Type type(char letter) {
      return switch (letter) {
        case 'p' -> Type.PRICE;
        case 't' -> Type.TIME;
        case 'u' -> Type.UNSIGNED;
        case 'i' -> Type.SIGNED;
        case 'c' -> Type.CHARACTER;
        case 's' -> Type.TEXT;
        default -> Type.UNUSED;
      };
    }
  }
}
