/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Contracts that Alpaca lists, with their open interest. They are on the server for trading, whose
 * keys differ between live and paper accounts. May be called from any thread. Close it when done.
 */
public final class AlpacaContracts implements AutoCloseable {

  /** Address for live accounts. */
  public static final URI LIVE = URI.create("https://api.alpaca.markets");

  /** Address for paper accounts. */
  public static final URI PAPER = URI.create("https://paper-api.alpaca.markets");

  private static final Set<String> REQUIRED =
      Set.of(
          "expiration_date", "root_symbol", "strike_price", "symbol", "type", "underlying_symbol");
  private static final Set<String> OPTIONAL =
      Set.of(
          "close_price",
          "close_price_date",
          "deliverables",
          "id",
          "name",
          "open_interest",
          "open_interest_date",
          "ppind",
          "size",
          "status",
          "multiplier",
          "style",
          "tradable",
          "underlying_asset_id");

  private final AlpacaCalls calls;

  private AlpacaContracts(ProviderAccess access) {
    calls = new AlpacaCalls(access);
  }

  /**
   * Returns the contracts of a server.
   *
   * @param access how it is reached; without keys every call is refused by the server
   * @return the contracts; nothing is asked yet
   */
  public static AlpacaContracts of(ProviderAccess access) {
    return new AlpacaContracts(access);
  }

  /**
   * Gets the contracts on an underlying that have not expired.
   *
   * @param underlying ticker
   * @param until last expiry asked for
   * @return contracts of standard terms in the order given; those of adjusted terms are counted as
   *     refused
   * @throws ProviderException if Alpaca fails
   */
  public RowsAnswer<AlpacaContract> contracts(String underlying, LocalDate until) {
    Map<String, String> query = new TreeMap<>();
    query.put("underlying_symbols", new Underlying(underlying).symbol());
    query.put("expiration_date_lte", until.toString());
    query.put("limit", "10000");
    FieldCensus census = census();
    RowsIntake<AlpacaContract> intake = new RowsIntake<>(census);
    calls.pages(
        "/v2/options/contracts",
        query,
        page -> {
          page.part("option_contracts").forEach(row -> read(row, census, intake));
          return true;
        });
    return intake.answer();
  }

  /**
   * Gets one contract.
   *
   * @param occSymbol OCC symbol, padded or not
   * @return the contract, or none and the reason if its row was refused
   * @throws ProviderException if Alpaca fails or does not know the contract
   */
  public RowsAnswer<AlpacaContract> contract(String occSymbol) {
    String symbol = AlpacaNames.of(OptionContract.parse(occSymbol));
    FieldCensus census = census();
    RowsIntake<AlpacaContract> intake = new RowsIntake<>(census);
    read(calls.get("/v2/options/contracts/" + symbol, Map.of()).root(), census, intake);
    return intake.answer();
  }

  @Override
  public void close() {
    calls.close();
  }

  private static FieldCensus census() {
    return new FieldCensus(REQUIRED, OPTIONAL);
  }

  private static void read(JsonNode row, FieldCensus census, RowsIntake<AlpacaContract> intake) {
    row.fieldNames().forEachRemaining(census::see);
    try {
      intake.add(read(row));
    } catch (RefusedRowException e) {
      intake.refuse(e.reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ProviderException e) {
      intake.refuse(Refusal.MALFORMED, row.path("symbol").asText() + ": " + e.getMessage());
    }
  }

  private static AlpacaContract read(JsonNode row) {
    OptionContract contract = contract(row);
    double open = JsonFields.number(row, "open_interest");
    if (open < 0 || open > Integer.MAX_VALUE || (open != Math.rint(open) && !Double.isNaN(open))) {
      throw new IllegalArgumentException("open_interest must be a count: " + open);
    }
    double close = JsonFields.number(row, "close_price");
    if (close < 0 || close > 1e9) {
      throw new IllegalArgumentException("close_price must be a price: " + close);
    }
    return new AlpacaContract(
        contract,
        row.path("tradable").asBoolean(),
        Double.isNaN(open) ? OptionalInt.empty() : OptionalInt.of((int) open),
        date(row, "open_interest_date"),
        JsonFields.decimal(row, "close_price"),
        date(row, "close_price_date"));
  }

  private static OptionContract contract(JsonNode row) {
    String symbol = JsonFields.text(row, "symbol").orElse("");
    OptionContract contract;
    try {
      contract = AlpacaNames.contract(symbol, JsonFields.text(row, "underlying_symbol").orElse(""));
    } catch (IllegalArgumentException e) {
      throw new RefusedRowException(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
    }
    boolean same =
        date(row, "expiration_date").equals(Optional.of(contract.expiry()))
            && JsonFields.text(row, "type").equals(Optional.of(name(contract.type())))
            && JsonFields.text(row, "root_symbol").equals(Optional.of(contract.root()))
            && isStrike(row, contract.strike());
    if (!same) {
      throw new RefusedRowException(
          Refusal.IDENTITY_CLASH,
          symbol
              + " beside the terms "
              + row.path("root_symbol").asText()
              + " "
              + row.path("expiration_date").asText()
              + " "
              + row.path("type").asText()
              + " "
              + row.path("strike_price").asText());
    }
    checkStandard(row, contract);
    return contract;
  }

  private static void checkStandard(JsonNode row, OptionContract contract) {
    double size = JsonFields.number(row, "size");
    String style = JsonFields.text(row, "style").orElse("american");
    boolean usualStyle = contract.settlement().isCash() || style.equals("american");
    if (!usualStyle || !(Double.isNaN(size) || size == contract.multiplier())) {
      throw new RefusedRowException(
          Refusal.NON_STANDARD, contract + ": " + style + " of size " + size);
    }
  }

  private static boolean isStrike(JsonNode row, BigDecimal strike) {
    double estimate = JsonFields.number(row, "strike_price");
    return estimate > 0
        && estimate < 100_000
        && JsonFields.decimal(row, "strike_price").orElseThrow().compareTo(strike) == 0;
  }

  private static String name(OptionType type) {
    return type == OptionType.CALL ? "call" : "put";
  }

  private static Optional<LocalDate> date(JsonNode row, String field) {
    try {
      return JsonFields.text(row, field).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          field + " must be a date such as 2025-01-17: " + JsonFields.shown(row.path(field)),
          e);
    }
  }
}
