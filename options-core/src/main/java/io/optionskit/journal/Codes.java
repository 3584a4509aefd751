/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent.OptionSettled;
import io.optionskit.event.ControlEvent;
import io.optionskit.order.FillNote;
import io.optionskit.order.TimeInForce;

/**
 * Every number in the journal's format that stands for a kind of thing. Never change one; add at
 * the end.
 */
final class Codes {

  static final int RUN_STARTED = 1;
  static final int INPUT_HASHED = 2;
  static final int INPUT = 3;
  static final int DECIDED = 4;
  static final int CHECKED = 5;
  static final int REPORTED = 6;
  static final int STRATEGY_STOPPED = 7;
  static final int DAY_CLOSED = 8;
  static final int RUN_ENDED = 9;

  static final int MARKET_EVENT = 1;
  static final int CONTROL_EVENT = 2;
  static final int ORDER_ACCEPTED = 10;
  static final int ORDER_REJECTED = 11;
  static final int ORDER_REPLACED = 12;
  static final int ORDER_CANCELLED = 13;
  static final int ORDER_FILLED = 14;
  static final int OPTION_SETTLED = 15;
  static final int CASH_POSTED = 16;

  static final int SUBMIT = 1;
  static final int REPLACE = 2;
  static final int CANCEL = 3;
  static final int CLOSE = 4;
  static final int FLATTEN = 5;

  static final int PRICE_MARKET = 0;
  static final int PRICE_LIMIT = 1;

  static final int UNDERLYING = 0;
  static final int OPTION = 1;

  /** Bits of the columns that a row of market data has. */
  static final int HAS_BID = 1;

  static final int HAS_ASK = 1 << 1;
  static final int HAS_LAST = 1 << 2;
  static final int HAS_BID_SIZE = 1 << 3;
  static final int HAS_ASK_SIZE = 1 << 4;
  static final int HAS_VOLUME = 1 << 5;
  static final int HAS_OPEN_INTEREST = 1 << 6;

  static final EnumCode<TimeInForce> TIME_IN_FORCE =
      new EnumCode<>(
          TimeInForce.class, TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK);

  static final EnumCode<OptionType> OPTION_TYPE =
      new EnumCode<>(OptionType.class, OptionType.CALL, OptionType.PUT);

  static final EnumCode<ExerciseStyle> EXERCISE_STYLE =
      new EnumCode<>(ExerciseStyle.class, ExerciseStyle.AMERICAN, ExerciseStyle.EUROPEAN);

  static final EnumCode<Settlement> SETTLEMENT =
      new EnumCode<>(Settlement.class, Settlement.PHYSICAL, Settlement.CASH_PM, Settlement.CASH_AM);

  static final EnumCode<ControlEvent.Mode> MODE =
      new EnumCode<>(
          ControlEvent.Mode.class,
          ControlEvent.Mode.ACTIVE,
          ControlEvent.Mode.REDUCE_ONLY,
          ControlEvent.Mode.HALTED);

  static final EnumCode<OptionSettled.Kind> SETTLED_KIND =
      new EnumCode<>(
          OptionSettled.Kind.class,
          OptionSettled.Kind.EXPIRED,
          OptionSettled.Kind.EXERCISED,
          OptionSettled.Kind.ASSIGNED);

  static final EnumCode<FillNote> FILL_NOTE =
      new EnumCode<>(
          FillNote.class,
          FillNote.LAST_KNOWN_SIDE,
          FillNote.OTHER_SIDE,
          FillNote.LAST_PRICE,
          FillNote.CROSSED_QUOTE);

  static final EnumCode<Rejection.Code> REJECTION =
      new EnumCode<>(
          Rejection.Code.class,
          Rejection.Code.MARKET_CLOSED,
          Rejection.Code.INSUFFICIENT_FUNDS,
          Rejection.Code.POSITION_LIMIT_EXCEEDED,
          Rejection.Code.EMERGENCY_HALT_ACTIVE,
          Rejection.Code.INVALID_STRATEGY,
          Rejection.Code.DATA_UNAVAILABLE,
          Rejection.Code.RATE_LIMIT_EXCEEDED,
          Rejection.Code.INVALID_SYMBOL,
          Rejection.Code.RISK_REJECTED,
          Rejection.Code.DUPLICATE_SIGNAL,
          Rejection.Code.APPROVAL_EXPIRED,
          Rejection.Code.ACCOUNT_MISMATCH,
          Rejection.Code.BROKER_DISCONNECTED);

  private Codes() {}
}
