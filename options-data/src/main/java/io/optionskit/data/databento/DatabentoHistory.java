/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Historical records of Databento. Every request costs money, so its price is asked first, and what
 * the budget does not cover is not asked for.
 *
 * <p>May be called from any thread; all share one rate limit. Close it when done.
 */
public final class DatabentoHistory implements AutoCloseable {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HistoricalCalls calls;
  private final MoneyBudget budget;

  DatabentoHistory(HistoricalCalls calls, MoneyBudget budget) {
    this.calls = calls;
    this.budget = budget;
  }

  /**
   * Returns the history of a server.
   *
   * @param settings where and how it is asked
   * @param key key of the account that pays
   * @param budget what may be spent; share one among several histories to bound them together
   * @param clock time in which rates are counted
   * @return the history; nothing is asked yet
   */
  public static DatabentoHistory of(
      DatabentoSettings settings, DatabentoKey key, MoneyBudget budget, InstantSource clock) {
    return new DatabentoHistory(new HistoricalCalls(settings, key, clock), budget);
  }

  /**
   * Asks what a request would cost. That is free.
   *
   * @param request records to ask for
   * @return US dollars, &ge; 0
   * @throws ProviderException if Databento fails or refuses the request; {@code SCHEMA_CHANGED} if
   *     it does not answer with a number
   */
  public BigDecimal cost(RangeRequest request) {
    JsonNode answer = json("metadata.get_cost", request.costForm());
    if (!answer.isNumber() || !isMoney(answer.decimalValue())) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "databento's answer about a cost must be a number from 0 to below a billion but is "
              + (answer.isNumber() ? "another" : "a " + answer.getNodeType()));
    }
    return answer.decimalValue();
  }

  /**
   * Asks for records, after their price.
   *
   * <p>The money counts as spent once the answer begins, however much of it is read: a request that
   * breaks off later is not repeated by itself.
   *
   * @param request records to ask for
   * @return reader of the answer as it comes; close it
   * @throws ProviderException {@code TOO_EXPENSIVE} if the budget does not cover the price; others
   *     if Databento fails or refuses the request
   */
  public DbnReader range(RangeRequest request) {
    BigDecimal cost = cost(request);
    budget.reserve(cost, request.toString());
    InputStream body;
    try {
      body = calls.stream("timeseries.get_range", request.form());
    } catch (RuntimeException e) {
      budget.giveBack(cost);
      throw e;
    }
    return DbnReader.open(body);
  }

  /**
   * Asks what symbols stand for on some days. That is free.
   *
   * @param dataset code such as {@code OPRA.PILLAR}
   * @param symbols 1 to 2000 symbols
   * @param from how they name instruments
   * @param to how the answer shall name them
   * @param start first day in UTC
   * @param end day after the last, in UTC
   * @return what is known
   * @throws ProviderException if Databento fails or refuses the request
   */
  public SymbolResolution resolve(
      String dataset,
      List<String> symbols,
      SymbolType from,
      SymbolType to,
      LocalDate start,
      LocalDate end) {
    RangeRequest.checkDataset(dataset);
    RangeRequest.checkSymbols(symbols);
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("end must be after start: " + start + " to " + end);
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("dataset", dataset);
    form.put("symbols", String.join(",", symbols));
    form.put("stype_in", from.text());
    form.put("stype_out", to.text());
    form.put("start_date", start.toString());
    form.put("end_date", end.toString());
    return SymbolResolution.parse(json("symbology.resolve", form));
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    calls.close();
  }

  /** Numbers of absurd size would take absurd memory when written out. */
  private static boolean isMoney(BigDecimal value) {
    return value.signum() >= 0 && value.scale() <= 40 && value.precision() - value.scale() <= 9;
  }

  private JsonNode json(String method, Map<String, String> form) {
    byte[] body = calls.post(method, form);
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // The parser's message quotes the body, so it is not passed on.
      throw new ProviderException(
          Reason.BAD_DATA,
          "databento's answer to "
              + method
              + " is not JSON: wrong at byte "
              + e.getLocation().getByteOffset()
              + " of "
              + body.length);
    } catch (IOException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "databento's answer to " + method + " cannot be read", e);
    }
  }
}
