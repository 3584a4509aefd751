/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of records in DBN. */
public enum RecordKind {
  /** One trade. */
  TRADE(0x00, DbnLayout.TRADE),
  /** An event and the best bid and ask after it, or before it if the event is a trade. */
  MBP_1(0x01, DbnLayout.MBP_1),
  /** An event and the ten best levels. */
  MBP_10(0x0A, DbnLayout.MBP_10),
  /** A change of the trading phase. */
  STATUS(0x12, DbnLayout.STATUS),
  /** Terms of an instrument. */
  DEFINITION(0x13, DbnLayout.DEFINITION_1, DbnLayout.DEFINITION_2, DbnLayout.DEFINITION_3),
  /** An auction imbalance. */
  IMBALANCE(0x14, DbnLayout.IMBALANCE),
  /** What the live gateway did not like. */
  ERROR(0x15, DbnLayout.ERROR_1, DbnLayout.ERROR_2),
  /** Which symbol an instrument number stands for, from the live gateway. */
  SYMBOL_MAPPING(0x16, DbnLayout.MAPPING_1, DbnLayout.MAPPING_2),
  /** A heartbeat or other word of the live gateway. */
  SYSTEM(0x17, DbnLayout.SYSTEM_1, DbnLayout.SYSTEM_2),
  /** A figure of the venue, such as open interest. */
  STATISTICS(0x18, DbnLayout.STATISTICS_1, DbnLayout.STATISTICS_3),
  /** A bar of a second. */
  OHLCV_1S(0x20, DbnLayout.OHLCV),
  /** A bar of a minute. */
  OHLCV_1M(0x21, DbnLayout.OHLCV),
  /** A bar of an hour. */
  OHLCV_1H(0x22, DbnLayout.OHLCV),
  /** A bar of a day in UTC. */
  OHLCV_1D(0x23, DbnLayout.OHLCV),
  /** A bar of a session. */
  OHLCV_EOD(0x24, DbnLayout.OHLCV),
  /** One order event. */
  MBO(0xA0, DbnLayout.MBO),
  /** An event and the best bid and ask over all venues. */
  CMBP_1(0xB1, DbnLayout.CMBP_1),
  /** Best bid and ask over all venues at the end of a second. */
  CBBO_1S(0xC0, DbnLayout.CBBO),
  /** Best bid and ask over all venues at the end of a minute. */
  CBBO_1M(0xC1, DbnLayout.CBBO),
  /** A trade with the best bid and ask over all venues before it. */
  TCBBO(0xC2, DbnLayout.CMBP_1),
  /** Best bid and ask at the end of a second. */
  BBO_1S(0xC3, DbnLayout.BBO),
  /** Best bid and ask at the end of a minute. */
  BBO_1M(0xC4, DbnLayout.BBO);

  private static final @Nullable RecordKind[] BY_CODE = new RecordKind[256];

  static {
    for (RecordKind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<DbnLayout> layouts;

  @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, then only read
  private final @Nullable DbnLayout[] byWords;

  RecordKind(int code, DbnLayout... layouts) {
    this.code = code;
    this.layouts = List.of(layouts);
    byWords = byWords(this.layouts);
  }

  /**
   * Returns the number of the kind in DBN.
   *
   * @return 0 to 255
   */
  public int code() {
    return code;
  }

  /**
   * Returns whether records of this kind are bars.
   *
   * @return true for the kinds named after {@code OHLCV}
   */
  public boolean isBar() {
    return layouts.get(0) == DbnLayout.OHLCV;
  }

  static @Nullable RecordKind orNull(int code) {
    return BY_CODE[code];
  }

  List<DbnLayout> layouts() {
    return layouts;
  }

  /**
   * Returns the layout of a record by its length, which tells the versions apart; the time of
   * sending may follow in eight more bytes.
   */
  @Nullable DbnLayout layoutOf(int length) {
    return byWords[length >> 2];
  }

  private static @Nullable DbnLayout[] byWords(List<DbnLayout> layouts) {
    @Nullable DbnLayout[] byWords = new DbnLayout[256];
    for (DbnLayout layout : layouts) {
      byWords[layout.size() >> 2] = layout;
      byWords[(layout.size() + DbnLayout.SENT_BYTES) >> 2] = layout;
    }
    return byWords;
  }
}
