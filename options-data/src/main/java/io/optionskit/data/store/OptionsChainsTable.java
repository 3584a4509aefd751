/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.internal.GreekUnits;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
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

  private static final String INSERT =
      "INSERT INTO options_chains (symbol, root, expiration, option_type, strike, bid, ask, mid_price, last_price,"
          + " volume, open_interest, implied_volatility, delta, gamma, theta, vega, rho, spread_pct, dte,"
          + " underlying_price, source, fetch_time, bid_size, ask_size, quote_time, greeks_ulps)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private OptionsChainsTable() {}

  static int save(Connection connection, OptionChain chain, String source) throws SQLException {
    String fetchTime = StoreText.of(chain.time());
    checkSource(connection, chain, fetchTime, source);
    int kept = 0;
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int row = 0; row < chain.size(); row++) {
        OptionContract contract = chain.contract(row);
        checkStandard(contract);
        OptionQuote quote = chain.quote(row);
        long quoteTimeNs = chain.quoteTimeNs(row);
        double vega = analysis(chain, row, ChainColumns::vega);
        double theta = analysis(chain, row, ChainColumns::theta);
        double rho = analysis(chain, row, ChainColumns::rho);
        Database.bind(
            insert,
            chain.underlying(),
            contract.root(),
            contract.expiry(),
            contract.type() == OptionType.CALL ? "call" : "put",
            contract.strike().toPlainString(),
            chain.bid(row),
            chain.ask(row),
            quote.mid().orElse(Double.NaN),
            chain.last(row),
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
            chain.spot().orElse(Double.NaN),
            source,
            fetchTime,
            known(chain.bidSize(row)),
            known(chain.askSize(row)),
            quoteTimeNs < 0 ? null : StoreText.of(EpochNanos.toInstant(quoteTimeNs)),
            GreekUnits.ulps(vega, theta, rho));
        kept += insert.executeUpdate();
      }
    }
    return kept;
  }

  static Optional<OptionChain> read(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      OptionChain.@Nullable Builder chain = null;
      Map<OptionContract, double[]> analyses = new HashMap<>();
      boolean analysed = false;
      while (rows.next()) {
        if (chain == null) {
          chain = builder(rows);
        }
        OptionContract contract = contract(rows);
        chain.add(contract, quote(rows), count(rows, "volume"), (int) count(rows, "open_interest"));
        double[] inUnits = {number(rows, "vega"), number(rows, "theta"), number(rows, "rho")};
        double[] raw = GreekUnits.raw(inUnits, count(rows, "greeks_ulps"));
        double[] analysis = {
          number(rows, "implied_volatility"),
          number(rows, "delta"),
          number(rows, "gamma"),
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
      Connection connection, OptionChain chain, String fetchTime, String source)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SOURCE)) {
      Database.bind(select, chain.underlying(), fetchTime);
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

  private static OptionChain.Builder builder(ResultSet row) throws SQLException {
    LocalDate tradeDate = LocalDate.parse(row.getString("expiration")).minusDays(row.getInt("dte"));
    OptionChain.Builder chain =
        OptionChain.builder(
            row.getString("symbol"), StoreText.instant(row.getString("fetch_time")), tradeDate);
    double spot = number(row, "underlying_price");
    return Double.isNaN(spot) ? chain : chain.spot(spot);
  }

  private static OptionContract contract(ResultSet row) throws SQLException {
    LocalDate expiry = LocalDate.parse(row.getString("expiration"));
    OptionProduct product =
        OptionProduct.ofRoot(row.getString("root"), expiry).withUnderlying(row.getString("symbol"));
    return new OptionContract(
        product,
        expiry,
        row.getString("option_type").equals("call") ? OptionType.CALL : OptionType.PUT,
        new BigDecimal(row.getString("strike")));
  }

  private static Quote quote(ResultSet row) throws SQLException {
    Instant fetchTime = StoreText.instant(row.getString("fetch_time"));
    String quoteTime = row.getString("quote_time");
    return Quote.of(
        number(row, "bid"),
        number(row, "ask"),
        number(row, "last_price"),
        (int) count(row, "bid_size"),
        (int) count(row, "ask_size"),
        quoteTime == null
            ? EpochNanos.toInstant(-1)
            : StoreText.instant(quoteTime), // −1: never quoted
        fetchTime);
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

  private static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? -1 : value;
  }
}
