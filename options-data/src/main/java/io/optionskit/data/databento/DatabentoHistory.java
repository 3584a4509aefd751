/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpStream;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.http.MoneyBudget;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Historical records of Databento. Every request costs money, so its price is asked first, and what
 * the budget does not cover is not asked for.
 *
 * <p>May be called from any thread; all share one rate limit. Close it when done.
 */
public final class DatabentoHistory implements AutoCloseable {

  private static final int LONGEST_ERROR = 64 << 10;
  private static final String COST = "metadata.get_cost";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Address of the historical data. */
  public static final URI HOME = URI.create("https://hist.databento.com");

  /** Name of the secret that holds the key. */
  public static final String KEY = "DATABENTO_API_KEY";

  private static final Logger LOG = LoggerFactory.getLogger(DatabentoHistory.class);

  private final ProviderAccess access;
  private final Optional<DatabentoKey> key;
  private final MoneyBudget budget;
  private final HttpCaller caller;

  private DatabentoHistory(ProviderAccess access, Optional<DatabentoKey> key, MoneyBudget budget) {
    this.access = access;
    this.key = key;
    this.budget = budget;
    HttpCaller.Builder builder =
        access.caller("databento").judge(answer -> Optional.of(refused(answer)));
    key.ifPresent(own -> own.secrets().forEach(builder::secret));
    key.ifPresent(own -> builder.secretHeader("Authorization", own.authorization()));
    caller = builder.build();
  }

  /**
   * Returns the history of a server, paid from the money of the access' budget.
   *
   * @param access how it is reached; the secret {@value #KEY} is needed
   * @return the history; nothing is asked yet
   * @throws IllegalArgumentException if the key would be sent over plain http to another machine,
   *     or is no key; the message does not show it
   */
  public static DatabentoHistory of(ProviderAccess access) {
    DatabentoSettings checked = new DatabentoSettings(access.baseUrl(), access.http());
    return new DatabentoHistory(
        access.withHttp(checked.http()),
        access.secrets().find(KEY).map(secret -> DatabentoKey.of(secret.reveal())),
        access.budget().money());
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
    ProviderAccess access =
        ProviderAccess.at(settings.baseUrl()).withHttp(settings.http()).withClock(clock);
    return new DatabentoHistory(access, Optional.of(key), budget);
  }

  /**
   * Asks what a request would cost. That is free. Another server than Databento's own, such as a
   * replay, sends no bill: where it knows no price, there is none.
   *
   * @param request records to ask for
   * @return US dollars, &ge; 0
   * @throws ProviderException if Databento fails or refuses the request; {@code SCHEMA_CHANGED} if
   *     it does not answer with a number
   */
  public BigDecimal cost(RangeRequest request) {
    Optional<JsonNode> priced = price(request);
    if (priced.isEmpty()) {
      return BigDecimal.ZERO;
    }
    JsonNode answer = priced.get();
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
   * @throws ProviderException {@code TOO_EXPENSIVE} if the budget does not cover the price; {@code
   *     BAD_DATA} if the records are those of another request; others if Databento fails or refuses
   *     this one
   */
  public DbnReader range(RangeRequest request) {
    BigDecimal cost = cost(request);
    MoneyBudget.Reservation reservation =
        budget.reserve(cost, request.toString(), access.clock().instant());
    InputStream body;
    try {
      body = stream("timeseries.get_range", request.form());
    } catch (RuntimeException e) {
      reservation.giveBack();
      throw e;
    }
    return open(request, body);
  }

  private static DbnReader open(RangeRequest request, InputStream body) {
    try {
      DbnReader reader = DbnReader.open(body);
      reader.metadata().ifPresent(told -> check(request, told));
      return reader;
    } catch (RuntimeException e) {
      try (body) {
        throw e;
      } catch (IOException closing) {
        e.addSuppressed(closing);
        throw e;
      }
    }
  }

  /** The header says what the records are: those of another request are no answer to this one. */
  private static void check(RangeRequest request, DbnMetadata told) {
    boolean isOther =
        !told.dataset().equals(request.dataset())
            || told.schema().filter(schema -> schema != request.schema()).isPresent()
            || (told.symbolsIn().filter(request.symbolsIn()::equals).isPresent()
                && !told.symbols().isEmpty()
                && !request.symbols().contains("ALL_SYMBOLS")
                && Collections.disjoint(told.symbols(), request.symbols()));
    if (isOther) {
      List<String> symbols = told.symbols();
      throw new ProviderException(
          Reason.BAD_DATA,
          "databento was asked for "
              + request
              + " but answered with "
              + told.schema().map(DbnSchema::text).orElse("mixed records")
              + " of "
              + told.dataset()
              + " "
              + (symbols.size() > 3 ? symbols.subList(0, 3) + "…" : symbols));
    }
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
    caller.close();
  }

  /** Numbers of absurd size would take absurd memory when written out. */
  private static boolean isMoney(BigDecimal value) {
    return value.signum() >= 0 && value.scale() <= 40 && value.precision() - value.scale() <= 9;
  }

  /**
   * Returns what was done to reach Databento so far.
   *
   * @return counts since this history was made
   */
  public HttpUsage usage() {
    return caller.usage();
  }

  private Optional<JsonNode> price(RangeRequest request) {
    checkKey();
    HttpAnswer answer = caller.post(uri(COST), request.costForm());
    return answer.status() == 404 && !access.isOwn(HOME)
        ? Optional.empty()
        : Optional.of(json(COST, answer));
  }

  private JsonNode json(String method, Map<String, String> form) {
    checkKey();
    return json(method, caller.post(uri(method), form));
  }

  private JsonNode json(String method, HttpAnswer answer) {
    if (answer.status() < 200 || answer.status() >= 300) {
      throw refused(answer);
    }
    warn(method, answer.header("X-Warning"));
    byte[] body = answer.body();
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
    } catch (IOException | NumberFormatException e) { // the latter for 1E9999999999
      throw new ProviderException(
          Reason.BAD_DATA, "databento's answer to " + method + " cannot be read", e);
    }
  }

  private InputStream stream(String method, Map<String, String> form) {
    checkKey();
    HttpStream answer = caller.postForStream(uri(method), form);
    if (answer.status() >= 200 && answer.status() < 300) {
      warn(method, answer.header("X-Warning"));
      return answer.body();
    }
    try (answer) {
      byte[] body = answer.body().readNBytes(LONGEST_ERROR);
      throw refused(
          new HttpAnswer(
              uri(method),
              answer.status(),
              body,
              access.clock().instant(),
              Duration.ZERO,
              answer.headers()));
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "databento's refusal of " + method + " breaks off", e);
    }
  }

  private void checkKey() {
    if (key.isEmpty()) {
      access.key(KEY, HOME);
    }
  }

  private URI uri(String method) {
    return access.resolve("/v0/" + method);
  }

  private void warn(String method, Optional<String> warning) {
    warning.ifPresent(text -> LOG.warn("databento warns about {}: {}", method, shown(text)));
  }

  private String shown(String text) {
    return key.map(own -> DatabentoErrors.shown(text, own)).orElse(text);
  }

  private ProviderException refused(HttpAnswer answer) {
    String path = answer.uri().getPath();
    String method = path.substring(path.lastIndexOf('/') + 1);
    if (answer.status() < 400) {
      return new ProviderException(
          Reason.BAD_DATA,
          "databento answered "
              + answer.status()
              + " to "
              + method
              + ", which is neither data nor an error; redirects are not followed");
    }
    return DatabentoErrors.of(method, answer, key);
  }
}
