/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.internal.GreekUnits;
import io.optionskit.data.store.Dialect.Price;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chain snapshots in the table {@code options_chains}.
 *
 * <p>Greeks are stored in the market's units, and what the change of unit rounds away beside them.
 */
final class OptionsChainsTable {

  static final String LATEST =
      "SELECT * FROM options_chains WHERE symbol = ? AND fetch_time ="
          + " (SELECT MAX(fetch_time) FROM options_chains WHERE symbol = ? AND fetch_time <= ?)";

  /** Rows of the latest snapshot of a symbol within a band of days to expiry. */
  static final String LATEST_BY_DTE =
      "SELECT * FROM options_chains WHERE symbol = ? AND dte BETWEEN ? AND ? AND fetch_time ="
          + " (SELECT MAX(fetch_time) FROM options_chains WHERE symbol = ? AND fetch_time <= ?)";

  private static final String SOURCE =
      "SELECT source FROM options_chains WHERE symbol = ? AND fetch_time = ? LIMIT 1";

  private static final int SPOT = 3;
  private static final int BATCH = 1000;
  private static final Table TABLE = Table.named("options_chains");

  private OptionsChainsTable() {}

  static int save(Dialect dialect, Connection connection, OptionChain chain, String source)
      throws SQLException {
    checkSource(dialect, connection, chain, source);
    try (PreparedStatement insert = connection.prepareStatement(TABLE.insert(dialect))) {
      for (int row = 0; row < chain.size(); row++) {
        OptionContract contract = chain.contract(row);
        checkStandard(contract);
        OptionQuote quote = chain.quote(row);
        long quoteTimeNs = chain.quoteTimeNs(row);
        double vega = analysis(chain, row, ChainColumns::vega);
        double theta = analysis(chain, row, ChainColumns::theta);
        double rho = analysis(chain, row, ChainColumns::rho);
        double spot = chain.spot().orElse(Double.NaN);
        dialect.bind(
            insert,
            chain.underlying(),
            contract.root(),
            contract.expiry(),
            contract.type() == OptionType.CALL ? "call" : "put",
            contract.strike(),
            new Price(chain.bid(row)),
            new Price(chain.ask(row)),
            new Price(quote.mid().orElse(Double.NaN)),
            new Price(chain.last(row)),
            known(chain.volume(row)),
            known(chain.openInterest(row)),
            analysis(chain, row, ChainColumns::impliedVolatility),
            analysis(chain, row, ChainColumns::delta),
            analysis(chain, row, ChainColumns::gamma),
            GreekUnits.thetaPerDay(theta),
            GreekUnits.vegaPerPoint(vega),
            GreekUnits.rhoPerPoint(rho),
            spreadOfMid(quote),
            quote.daysToExpiry(),
            new Price(spot),
            source,
            chain.time(),
            known(chain.bidSize(row)),
            known(chain.askSize(row)),
            quoteTimeNs < 0 ? null : EpochNanos.toInstant(quoteTimeNs),
            GreekUnits.ulps(vega, theta, rho),
            Unrounded.of(chain.bid(row), chain.ask(row), chain.last(row), spot));
        insert.addBatch();
        if (row % BATCH == BATCH - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    return chain.size();
  }

  /** Reads the latest snapshot of a symbol that was known at an instant. */
  static Optional<OptionChain> latest(
      Dialect dialect, Connection connection, String symbol, Instant asOf) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LATEST)) {
      dialect.bind(select, symbol, symbol, asOf);
      return read(dialect, select);
    }
  }

  static Optional<OptionChain> read(Dialect dialect, PreparedStatement select) throws SQLException {
    try (ResultSet result = select.executeQuery()) {
      Row rows = new Row(dialect, result);
      OptionChain.@Nullable Builder chain = null;
      Map<OptionContract, double[]> analyses = new HashMap<>();
      boolean analysed = false;
      while (rows.next()) {
        if (chain == null) {
          chain = builder(rows);
        }
        OptionContract contract = contract(rows);
        chain.add(contract, quote(rows), rows.count("volume"), (int) rows.count("open_interest"));
        double[] inUnits = {rows.number("vega"), rows.number("theta"), rows.number("rho")};
        double[] raw = GreekUnits.raw(inUnits, rows.count("greeks_ulps"));
        double[] analysis = {
          rows.number("implied_volatility"),
          rows.number("delta"),
          rows.number("gamma"),
          raw[0],
          raw[1],
          raw[2]
        };
        for (double value : analysis) {
          analysed |= !Double.isNaN(value);
        }
        analyses.put(contract, analysis);
      }
      if (chain == null) {
        return Optional.empty();
      }
      OptionChain plain = chain.build();
      return Optional.of(analysed ? plain.withColumns(columns(plain, analyses)) : plain);
    }
  }

  private static void checkSource(
      Dialect dialect, Connection connection, OptionChain chain, String source)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SOURCE)) {
      dialect.bind(select, chain.underlying(), chain.time());
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next() && !rows.getString(1).equals(source)) {
          throw new StoreException(
              "the chain of "
                  + chain.underlying()
                  + " at "
                  + chain.time()
                  + " is kept from "
                  + rows.getString(1)
                  + " already; one snapshot never mixes providers, so that of "
                  + source
                  + " is refused");
        }
      }
    }
  }

  private static void checkStandard(OptionContract contract) {
    OptionProduct standard =
        OptionProduct.ofRoot(contract.root(), contract.expiry())
            .withUnderlying(contract.underlying());
    if (!contract.product().equals(standard)) {
      throw new IllegalArgumentException(
          "the store keeps contracts with the standard terms of their root only: "
              + contract
              + " has "
              + contract.product());
    }
  }

  private static @Nullable Long known(long count) {
    return count < 0 ? null : count;
  }

  private static double analysis(
      OptionChain chain, int row, Function<ChainColumns, double[]> column) {
    return chain.columns().map(columns -> column.apply(columns)[row]).orElse(Double.NaN);
  }

  private static double spreadOfMid(OptionQuote quote) {
    OptionalDouble mid = quote.mid();
    return mid.isPresent() && mid.getAsDouble() > 0
        ? quote.spread().orElse(Double.NaN) / mid.getAsDouble()
        : Double.NaN;
  }

  private static OptionChain.Builder builder(Row row) throws SQLException {
    LocalDate tradeDate = row.date("expiration").minusDays(row.count("dte"));
    OptionChain.Builder chain =
        OptionChain.builder(row.text("symbol"), row.instant("fetch_time"), tradeDate);
    double spot =
        Unrounded.restored(row.number("underlying_price"), row.findText("unrounded"), SPOT);
    return Double.isNaN(spot) ? chain : chain.spot(spot);
  }

  private static OptionContract contract(Row row) throws SQLException {
    LocalDate expiry = row.date("expiration");
    OptionProduct product =
        OptionProduct.ofRoot(row.text("root"), expiry).withUnderlying(row.text("symbol"));
    return new OptionContract(
        product,
        expiry,
        row.text("option_type").equals("call") ? OptionType.CALL : OptionType.PUT,
        row.exact("strike").setScale(3, RoundingMode.UNNECESSARY));
  }

  private static Quote quote(Row row) throws SQLException {
    Instant quoteTime = row.findInstant("quote_time");
    String unrounded = row.findText("unrounded");
    return Quote.of(
        Unrounded.restored(row.number("bid"), unrounded, 0),
        Unrounded.restored(row.number("ask"), unrounded, 1),
        Unrounded.restored(row.number("last_price"), unrounded, 2),
        (int) row.count("bid_size"),
        (int) row.count("ask_size"),
        quoteTime == null ? EpochNanos.toInstant(-1) : quoteTime, // −1: never quoted
        row.instant("fetch_time"));
  }

  private static ChainColumns columns(OptionChain chain, Map<OptionContract, double[]> analyses) {
    double[][] columns = new double[6][chain.size()];
    for (int row = 0; row < chain.size(); row++) {
      double[] analysis = Objects.requireNonNull(analyses.get(chain.contract(row)));
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = analysis[column];
      }
    }
    return new ChainColumns(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }
}
