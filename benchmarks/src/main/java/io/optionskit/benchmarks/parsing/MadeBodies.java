/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import io.optionskit.time.TradingCalendar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;

/** Answers of providers with as many rows as wanted, in the shapes of those that were recorded. */
final class MadeBodies {

  /** When the answers arrive: after the close of a Friday. */
  static final Instant NOW = Instant.parse("2026-11-20T21:30:00Z");

  static final Instant FIRST_BAR = Instant.parse("2026-01-02T00:00:00Z");
  static final LocalDate FIRST_VALUE = LocalDate.of(2022, 1, 3);

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Instant QUOTED = Instant.parse("2026-11-20T19:30:00Z");
  private static final DateTimeFormatter US_DAY =
      DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);
  private static final DateTimeFormatter LONG_DAY =
      DateTimeFormatter.ofPattern("EEE MMM dd yyyy", Locale.ENGLISH);
  private static final int DBN_RECORD = 80;

  private MadeBodies() {}

  static byte[] yahooChain(int rows) {
    List<MadeContract> made = MadeContract.some(rows, 1);
    long expires = midnight(made.get(0).expiry());
    Function<MadeContract, String> row =
        it ->
            "{\"contractSymbol\":\"%s\",\"strike\":%d,\"currency\":\"USD\",\"lastPrice\":%s,\"change\":0,\"percentChange\":0,\"volume\":%d,\"openInterest\":%d,\"bid\":%s,\"ask\":%s,\"contractSize\":\"REGULAR\",\"expiration\":%d,\"lastTradeDate\":%d,\"impliedVolatility\":%s,\"inTheMoney\":true}"
                .formatted(
                    it.symbol(),
                    it.strike(),
                    it.last(),
                    it.volume(),
                    it.openInterest(),
                    it.bid(),
                    it.ask(),
                    expires,
                    QUOTED.getEpochSecond() - it.second(),
                    it.volatility());
    String body =
        "{\"optionChain\":{\"result\":[{\"underlyingSymbol\":\"XYZ\",\"expirationDates\":[%d],\"strikes\":[],\"hasMiniOptions\":false,\"quote\":{\"regularMarketPrice\":250.5,\"regularMarketTime\":%d},\"options\":[{\"expirationDate\":%d,\"hasMiniOptions\":false,\"calls\":[%s],\"puts\":[%s]}]}],\"error\":null}}"
            .formatted(
                expires,
                QUOTED.getEpochSecond(),
                expires,
                list(made.stream().filter(MadeContract::isCall).toList(), row),
                list(made.stream().filter(it -> !it.isCall()).toList(), row));
    return body.getBytes(UTF_8);
  }

  static byte[] yahooChart(int rows) {
    List<Instant> minutes = minutes(rows);
    StringJoiner times = new StringJoiner(",");
    minutes.forEach(it -> times.add(Long.toString(it.getEpochSecond())));
    StringBuilder columns = new StringBuilder();
    for (String name : new String[] {"high", "volume", "low", "open", "close"}) {
      StringJoiner column = new StringJoiner(",");
      for (int i = 0; i < minutes.size(); i++) {
        column.add(barValue(name, i, true));
      }
      columns.append(columns.isEmpty() ? "" : ",");
      columns.append('"').append(name).append("\":[").append(column).append(']');
    }
    String body =
        "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"XYZ\",\"instrumentType\":\"EQUITY\",\"exchangeTimezoneName\":\"America/New_York\",\"dataGranularity\":\"1m\"},\"timestamp\":["
            + times
            + "],\"indicators\":{\"quote\":[{"
            + columns
            + "}]}}],\"error\":null}}";
    return body.getBytes(UTF_8);
  }

  static byte[] cboeChain(int rows) {
    String body =
        "{\"timestamp\":\"2026-11-20 21:17:42\",\"data\":{\"options\":["
            + list(
                MadeContract.some(rows),
                it ->
                    "{\"option\":\"%s\",\"bid\":%s,\"bid_size\":%d.0,\"ask\":%s,\"ask_size\":%d.0,\"iv\":%s,\"open_interest\":%d.0,\"volume\":%d.0,\"delta\":%s,\"gamma\":%s,\"theta\":%s,\"rho\":%s,\"vega\":%s,\"theo\":%s,\"change\":0.0,\"open\":0.0,\"high\":0.0,\"low\":0.0,\"tick\":\"down\",\"last_trade_price\":%s,\"last_trade_time\":\"%s\",\"percent_change\":0.0,\"prev_day_close\":885.0}"
                        .formatted(
                            it.symbol(),
                            it.bid(),
                            it.bidSize(),
                            it.ask(),
                            it.askSize(),
                            it.volatility(),
                            it.openInterest(),
                            it.volume(),
                            it.delta(),
                            it.gamma(),
                            it.theta(),
                            it.rho(),
                            it.vega(),
                            it.ask(),
                            it.last(),
                            newYork(it, DateTimeFormatter.ISO_LOCAL_DATE_TIME)))
            + "],\"current_price\":250.5,\"last_trade_time\":\"2026-11-20T16:00:00\"}}";
    return body.getBytes(UTF_8);
  }

  static byte[] cboeIndexHistory(int rows) {
    StringBuilder body = new StringBuilder("DATE,OPEN,HIGH,LOW,CLOSE\n");
    List<LocalDate> days = tradingDays(rows);
    for (int i = 0; i < days.size(); i++) {
      body.append(US_DAY.format(days.get(i)));
      for (String name : new String[] {"open", "high", "low", "close"}) {
        body.append(',').append(barValue(name, i, false)).append("0000");
      }
      body.append('\n');
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] cboeTable(int rows) {
    StringBuilder body =
        new StringBuilder(
            """

            Xyz,Last: 250.5000,Change:  6.0798
            Date: 20 November 2026, 1:40 PM EST,Bid: 250.33,Ask: 250.83,Size: 1*1,Volume: 0
            Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,\
            Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest
            """);
    List<MadeContract> made = MadeContract.some(rows);
    for (int i = 0; i + 1 < made.size(); i += 2) {
      MadeContract call = made.get(i);
      body.append(LONG_DAY.format(call.expiry())).append(',').append(side(call)).append(',');
      body.append(call.strike()).append(".00,").append(side(made.get(i + 1))).append('\n');
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] polygonChain(int rows) {
    String body =
        "{\"request_id\":\"104d9b901d0c9e81d284cb8b41c5cdd3\",\"results\":["
            + list(
                MadeContract.some(rows),
                it ->
                    "{\"break_even_price\":179.075,\"day\":{\"change\":-2.4,\"change_percent\":-7.64,\"close\":29,\"high\":32.25,\"last_updated\":%d,\"low\":29,\"open\":29.99,\"previous_close\":31.4,\"volume\":%d,\"vwap\":30.7738},\"details\":{\"contract_type\":\"%s\",\"exercise_style\":\"american\",\"expiration_date\":\"%s\",\"shares_per_contract\":100,\"strike_price\":%d,\"ticker\":\"O:%s\"},\"greeks\":{\"delta\":%s,\"gamma\":%s,\"theta\":%s,\"vega\":%s},\"implied_volatility\":%s,\"last_quote\":{\"ask\":%s,\"ask_size\":%d,\"bid\":%s,\"bid_size\":%d,\"last_updated\":%d,\"midpoint\":29.075,\"timeframe\":\"REAL-TIME\"},\"last_trade\":{\"price\":%s,\"sip_timestamp\":%d,\"size\":1,\"conditions\":[209],\"exchange\":309,\"timeframe\":\"REAL-TIME\"},\"open_interest\":%d,\"underlying_asset\":{\"change_to_break_even\":19.1144,\"last_updated\":%d,\"price\":250.5,\"ticker\":\"XYZ\",\"timeframe\":\"REAL-TIME\"}}"
                        .formatted(
                            nanos(it) / 1000 * 1000,
                            it.volume(),
                            it.isCall() ? "call" : "put",
                            it.expiry(),
                            it.strike(),
                            it.symbol(),
                            it.delta(),
                            it.gamma(),
                            it.theta(),
                            it.vega(),
                            it.volatility(),
                            it.ask(),
                            it.askSize(),
                            it.bid(),
                            it.bidSize(),
                            nanos(it) + 59_648,
                            it.last(),
                            nanos(it) + 665_700,
                            it.openInterest(),
                            nanos(it) + 73_152))
            + "],\"status\":\"OK\"}";
    return body.getBytes(UTF_8);
  }

  static byte[] polygonBars(int rows) {
    List<Instant> minutes = minutes(rows);
    StringJoiner body =
        new StringJoiner(
            ",",
            "{\"adjusted\":true,\"count\":2,\"queryCount\":2,\"request_id\":\"5585acde\",\"results\":[",
            "],\"resultsCount\":2,\"status\":\"OK\",\"ticker\":\"XYZ\"}");
    for (int i = 0; i < minutes.size(); i++) {
      body.add(
          "{\"c\":%s,\"h\":%s,\"l\":%s,\"n\":%d,\"o\":%s,\"t\":%d,\"v\":%s,\"vw\":26.2}"
              .formatted(
                  barValue("close", i, false),
                  barValue("high", i, false),
                  barValue("low", i, false),
                  i,
                  barValue("open", i, false),
                  minutes.get(i).toEpochMilli(),
                  barValue("volume", i, false)));
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] thetaJson(int rows) {
    String body =
        "{\"response\":["
            + list(
                MadeContract.some(rows),
                it ->
                    "{\"contract\":{\"symbol\":\"XYZ\",\"strike\":%d.000,\"right\":\"%s\",\"expiration\":\"%s\"},\"data\":[{\"ask_size\":%d,\"ask_condition\":50,\"bid_size\":%d,\"ask_exchange\":6,\"bid_exchange\":6,\"ask\":%s,\"bid\":%s,\"bid_condition\":50,\"timestamp\":\"%s\"}]}"
                        .formatted(
                            it.strike(),
                            it.isCall() ? "CALL" : "PUT",
                            it.expiry(),
                            it.askSize(),
                            it.bidSize(),
                            it.ask(),
                            it.bid(),
                            millis(it)))
            + "]}";
    return body.getBytes(UTF_8);
  }

  static byte[] thetaLines(int rows) {
    StringBuilder body = new StringBuilder();
    for (MadeContract it : MadeContract.some(rows)) {
      body.append(
          "{\"symbol\":\"XYZ\",\"ask_size\":%d,\"ask_condition\":50,\"strike\":%d.000,\"right\":\"%s\",\"bid_size\":%d,\"ask_exchange\":6,\"bid_exchange\":6,\"ask\":%s,\"expiration\":\"%s\",\"bid\":%s,\"bid_condition\":50,\"timestamp\":\"%s\"}\n"
              .formatted(
                  it.askSize(),
                  it.strike(),
                  it.isCall() ? "CALL" : "PUT",
                  it.bidSize(),
                  it.ask(),
                  it.expiry(),
                  it.bid(),
                  millis(it)));
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] thetaCsv(int rows) {
    StringBuilder body =
        new StringBuilder(
            "timestamp,symbol,expiration,strike,right,bid_size,bid_exchange,bid,bid_condition,ask_size,ask_exchange,ask,ask_condition\n");
    for (MadeContract it : MadeContract.some(rows)) {
      body.append(
          "%s,XYZ,%s,%d.000,%s,%d,6,%s,50,%d,6,%s,50\n"
              .formatted(
                  millis(it),
                  it.expiry(),
                  it.strike(),
                  it.isCall() ? "CALL" : "PUT",
                  it.bidSize(),
                  it.bid(),
                  it.askSize(),
                  it.ask()));
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] thetaOfVersion2(int rows) {
    String body =
        "{\"header\":{\"format\":[\"ms_of_day\",\"bid_size\",\"bid_exchange\",\"bid\",\"bid_condition\",\"ask_size\",\"ask_exchange\",\"ask\",\"ask_condition\",\"date\"],\"next_page\":\"null\"},\"response\":["
            + list(
                MadeContract.some(rows),
                it ->
                    "{\"contract\":{\"root\":\"XYZ\",\"expiration\":%s,\"strike\":%d,\"right\":\"%s\"},\"ticks\":[[%d,%d,6,%s,50,%d,6,%s,50,20261120]]}"
                        .formatted(
                            DateTimeFormatter.BASIC_ISO_DATE.format(it.expiry()),
                            1000 * it.strike(),
                            it.isCall() ? "C" : "P",
                            57_599_805 - 1000 * it.second(),
                            it.bidSize(),
                            it.bid(),
                            it.askSize(),
                            it.ask()))
            + "]}";
    return body.getBytes(UTF_8);
  }

  static byte[] alpacaChain(int rows) {
    String body =
        "{\"next_page_token\":null,\"snapshots\":{"
            + list(
                MadeContract.some(rows),
                it ->
                    "\"%s\":{\"greeks\":{\"delta\":%s,\"gamma\":%s,\"rho\":%s,\"theta\":%s,\"vega\":%s},\"impliedVolatility\":%s,\"latestQuote\":{\"ap\":%s,\"as\":%d,\"ax\":\"W\",\"bp\":%s,\"bs\":%d,\"bx\":\"N\",\"c\":\"A\",\"t\":\"%s\"},\"latestTrade\":{\"c\":\"I\",\"p\":%s,\"s\":1,\"t\":\"%s\",\"x\":\"N\"}}"
                        .formatted(
                            it.symbol(),
                            it.delta(),
                            it.gamma(),
                            it.rho(),
                            it.theta(),
                            it.vega(),
                            it.volatility(),
                            it.ask(),
                            it.askSize(),
                            it.bid(),
                            it.bidSize(),
                            QUOTED.minusNanos(1_000_259_610_112L * (1 + it.second())),
                            it.last(),
                            QUOTED.minusNanos(1_000_034_908_416L * (1 + it.second()))))
            + "}}";
    return body.getBytes(UTF_8);
  }

  static byte[] alpacaBars(int rows) {
    List<Instant> minutes = minutes(rows);
    StringJoiner body =
        new StringJoiner(",", "{\"bars\":{\"XYZ\":[", "]},\"next_page_token\":null}");
    for (int i = 0; i < minutes.size(); i++) {
      body.add(
          "{\"t\":\"%s\",\"o\":%s,\"h\":%s,\"l\":%s,\"c\":%s,\"v\":%s,\"n\":%d,\"vw\":161.942117}"
              .formatted(
                  minutes.get(i),
                  barValue("open", i, false),
                  barValue("high", i, false),
                  barValue("low", i, false),
                  barValue("close", i, false),
                  barValue("volume", i, false),
                  i));
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] alphaVantageJson(int rows) {
    String body =
        "{\n    \"endpoint\": \"Historical Options\",\n    \"message\": \"success\",\n    \"data\": ["
            + list(
                MadeContract.some(rows),
                it ->
                    """

                            {
                                "contractID": "%s",
                                "symbol": "XYZ",
                                "expiration": "%s",
                                "strike": "%d.00",
                                "type": "%s",
                                "last": "%s",
                                "mark": "%s",
                                "bid": "%s",
                                "bid_size": "%d",
                                "ask": "%s",
                                "ask_size": "%d",
                                "volume": "%d",
                                "open_interest": "%d",
                                "date": "2026-11-20",
                                "implied_volatility": "%s",
                                "delta": "%s",
                                "gamma": "%s",
                                "theta": "%s",
                                "vega": "%s",
                                "rho": "%s"
                            }"""
                        .formatted(alphaVantage(it)))
            + "\n    ]\n}";
    return body.getBytes(UTF_8);
  }

  static byte[] alphaVantageCsv(int rows) {
    StringBuilder body =
        new StringBuilder(
            "contractID,symbol,expiration,strike,type,last,mark,bid,bid_size,ask,ask_size,volume,open_interest,date,implied_volatility,delta,gamma,theta,vega,rho\n");
    for (MadeContract it : MadeContract.some(rows)) {
      body.append(
          "%s,XYZ,%s,%d.00,%s,%s,%s,%s,%d,%s,%d,%d,%d,2026-11-20,%s,%s,%s,%s,%s,%s\n"
              .formatted(alphaVantage(it)));
    }
    return body.toString().getBytes(UTF_8);
  }

  private static Object[] alphaVantage(MadeContract it) {
    return new Object[] {
      it.symbol(),
      it.expiry(),
      it.strike(),
      it.isCall() ? "call" : "put",
      it.last(),
      it.ask(),
      it.bid(),
      it.bidSize(),
      it.ask(),
      it.askSize(),
      it.volume(),
      it.openInterest(),
      it.volatility(),
      it.delta(),
      it.gamma(),
      it.theta(),
      it.vega(),
      it.rho()
    };
  }

  /** Values of days, each revised three times. */
  static byte[] fredVersions(int rows) {
    StringJoiner body =
        new StringJoiner(
            ", ",
            "{\"realtime_start\": \"2022-01-03\", \"realtime_end\": \"2026-11-20\", \"units\": \"lin\", \"count\": "
                + rows
                + ", \"offset\": 0, \"limit\": 100000, \"observations\": [",
            "]}");
    for (int i = 0; i < rows; i++) {
      LocalDate date = FIRST_VALUE.plusDays(i / 4);
      body.add(
          "{\"realtime_start\": \"%s\", \"realtime_end\": \"%s\", \"date\": \"%s\", \"value\": \"%s\"}"
              .formatted(
                  date.plusDays(1 + i % 4),
                  date.plusDays(2 + i % 4),
                  date,
                  MadeContract.digits(2, 1 + i % 997 / 100.0)));
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] fredGraph(int rows) {
    StringBuilder body = new StringBuilder("observation_date,DGS3MO\n");
    List<LocalDate> days = tradingDays(rows);
    for (int i = 0; i < days.size(); i++) {
      body.append(days.get(i)).append(',');
      body.append(MadeContract.digits(2, 1 + i % 997 / 100.0)).append('\n');
    }
    return body.toString().getBytes(UTF_8);
  }

  static byte[] economicCalendar(int rows) {
    StringJoiner body = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < rows; i++) {
      LocalDateTime time = LocalDateTime.of(2026, 1, 5, 7, 0).plusMinutes(30L * i % 400_000);
      body.add(
          "{\"CalendarId\": \"%d\", \"Date\": \"%s\", \"Country\": \"United Kingdom\", \"Category\": \"Industrial Production\", \"Event\": \"Industrial Production YoY\", \"Reference\": \"Nov\", \"ReferenceDate\": \"2025-11-30T00:00:00\", \"Source\": \"Office for National Statistics\", \"SourceURL\": \"http://www.ons.gov.uk/\", \"Actual\": \"-%d.1%%\", \"Previous\": \"-4.7%%\", \"Forecast\": \"%d.25K\", \"TEForecast\": \"£-1.802B\", \"URL\": \"/united-kingdom/industrial-production\", \"DateSpan\": \"0\", \"Importance\": %d, \"LastUpdate\": \"%s.863\", \"Revised\": \"\", \"Currency\": \"\", \"Unit\": \"%%\", \"Ticker\": \"UKIPIYOY\", \"Symbol\": \"UKIPIYOY\"}"
              .formatted(
                  300_000 + i,
                  DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).format(time),
                  i % 9,
                  i % 400,
                  1 + i % 3,
                  DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).format(time)));
    }
    return body.toString().getBytes(UTF_8);
  }

  /** Records of {@code cmbp-1} below a header of version 3. */
  static byte[] dbn(int rows) {
    byte[] dataset = "OPRA.PILLAR".getBytes(UTF_8);
    int metadata = 100 + 4 * 5;
    ByteBuffer out =
        ByteBuffer.allocate(8 + metadata + rows * DBN_RECORD).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'D').put((byte) 'B').put((byte) 'N').put((byte) 3).putInt(metadata);
    out.put(dataset).position(8 + 16);
    out.putShort((short) 14).putLong(nanosOf(QUOTED)).putLong(nanosOf(NOW)).putLong(0);
    out.put((byte) 1).put((byte) 0).put((byte) 0).putShort((short) 71).position(8 + 100);
    for (int i = 0; i < 5; i++) {
      out.putInt(0); // no schema definition, symbols, partial ones, unknown ones, mappings
    }
    for (int i = 0; i < rows; i++) {
      long cents = 100 + i * 7919L % 20_000;
      long timeNs = nanosOf(QUOTED) + 1_000_003L * i;
      out.put((byte) (DBN_RECORD / 4)).put((byte) 0xB1).putShort((short) 30).putInt(1 + i % 5000);
      out.putLong(timeNs).putLong(10_000_000 * cents).putInt(3);
      out.put((byte) 'A').put((byte) 'N').put((byte) 0).put((byte) 0);
      out.putLong(timeNs + 160_000).putInt(0).putInt(0);
      out.putLong(10_000_000 * cents).putLong(10_000_000 * (cents + 5));
      out.putInt(1 + i % 300).putInt(1 + i % 170);
      out.putShort((short) 30).putShort((short) 0).putShort((short) 31).putShort((short) 0);
    }
    return out.array();
  }

  static byte[] dbnCompressed(int rows) {
    return Zstd.compress(dbn(rows));
  }

  private static <T> String list(List<T> made, Function<T, String> row) {
    StringJoiner list = new StringJoiner(",");
    made.forEach(it -> list.add(row.apply(it)));
    return list.toString();
  }

  private static String side(MadeContract it) {
    return "%s,%s,0.005,%s,%s,%d,%s,%s,%s,%d"
        .formatted(
            it.symbol(),
            it.last(),
            it.bid(),
            it.ask(),
            it.volume(),
            it.volatility(),
            it.delta(),
            it.gamma(),
            it.openInterest());
  }

  private static String millis(MadeContract it) {
    return newYork(it, DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)) + ".805";
  }

  private static String newYork(MadeContract it, DateTimeFormatter form) {
    return form.format(QUOTED.minusSeconds(1 + it.second()).atZone(NEW_YORK).toLocalDateTime());
  }

  private static long nanos(MadeContract it) {
    return nanosOf(QUOTED.minusSeconds(1 + it.second()));
  }

  private static long nanosOf(Instant time) {
    return time.getEpochSecond() * 1_000_000_000;
  }

  private static long midnight(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private static String barValue(String name, int bar, boolean isWidened) {
    if (name.equals("volume")) {
      return Integer.toString(bar * 31 % 90_000);
    }
    int cents = 20_000 + bar * 17 % 3000;
    int shift =
        switch (name) {
          case "high" -> 30;
          case "low" -> -30;
          case "close" -> 7;
          default -> 0;
        };
    double price = (cents + shift) / 100.0;
    return isWidened ? Double.toString((float) price) : Double.toString(price);
  }

  /** The minutes of sessions from {@link #FIRST_BAR} on. */
  private static List<Instant> minutes(int rows) {
    List<Instant> minutes = new ArrayList<>(rows);
    LocalDate date = LocalDate.of(2026, 2, 23);
    while (minutes.size() < rows) {
      if (date.getDayOfWeek().getValue() < 6) {
        Instant open = date.atTime(LocalTime.of(9, 30)).atZone(NEW_YORK).toInstant();
        for (int i = 0; i < 390 && minutes.size() < rows; i++) {
          minutes.add(open.plusSeconds(60L * i));
        }
      }
      date = date.plusDays(1);
    }
    return minutes;
  }

  private static List<LocalDate> tradingDays(int rows) {
    List<LocalDate> days = new ArrayList<>(rows);
    LocalDate date = MadeContract.TODAY.minusDays(1);
    while (days.size() < rows) {
      days.add(date);
      date = TradingCalendar.usOptions().previousTradingDay(date);
    }
    Collections.reverse(days);
    return days;
  }
}
