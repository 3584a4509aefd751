/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/**
 * Finds the number of the asset of each row of some files.
 *
 * <p>Chains come in the same order again and again, so that the asset of a row is first compared
 * with the one that followed the asset of the row before the last time.
 */
final class QuoteAssets {

  private static final int UNKNOWN = -1;
  private static final long NO_CONTRACT = -1;
  private static final int STRIKE_BITS = 30;

  private final AssetTable assets;
  private final Map<Long, Product> products;
  private final String productColumn;
  private final Map<Key, Integer> places = new HashMap<>();
  private long[] productOf = new long[1024];
  private long[] contractOf = new long[1024];
  private int[] idOf = new int[1024];
  private int[] nextOf = new int[1024];
  private int last;

  /** An underlying and a root; the root is empty for the underlying itself. */
  private record Product(String underlying, String root) {}

  /** Number of a product, and of a contract among those of the product. */
  private record Key(long product, long contract) {}

  private QuoteAssets(AssetTable assets, Map<Long, Product> products, String productColumn) {
    this.assets = assets;
    this.products = products;
    this.productColumn = productColumn;
    Arrays.fill(nextOf, UNKNOWN);
  }

  /**
   * Looks at which underlyings and roots there are.
   *
   * @param source table of the rows
   */
  static QuoteAssets of(Connection connection, String source, AssetTable assets)
      throws SQLException {
    for (int salt = 0; ; salt++) {
      String number =
          "CAST(hash(underlying || '/' || coalesce(root, '') || '" + salt + "') >> 1 AS BIGINT)";
      Map<Long, Product> products = new HashMap<>();
      int count = 0;
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT DISTINCT underlying, coalesce(root, ''), "
                      + number
                      + " FROM "
                      + source)) {
        while (rows.next()) {
          products.put(rows.getLong(3), new Product(rows.getString(1), rows.getString(2)));
          count++;
        }
      }
      if (products.size() == count) { // else two have the same number: number them differently
        return with(assets, products, number);
      }
    }
  }

  private static QuoteAssets with(AssetTable assets, Map<Long, Product> products, String number) {
    boolean isOneUnderlying =
        products.values().stream().map(Product::underlying).distinct().count() == 1;
    List<Product> roots =
        products.values().stream().filter(product -> !product.root.isEmpty()).toList();
    if (isOneUnderlying && roots.size() <= 1) {
      Product only = roots.isEmpty() ? products.values().iterator().next() : roots.get(0);
      return new QuoteAssets(assets, Map.of(0L, only), "CAST(0 AS BIGINT)");
    }
    return new QuoteAssets(assets, products, number);
  }

  /** Columns of a query, to stand in this order and next to each other. */
  List<String> columns() {
    return List.of(
        productColumn,
        "CAST(expiration - DATE '1970-01-01' AS INTEGER)",
        "CAST(strike * 1000 AS INTEGER)",
        "\"right\" = 'C'");
  }

  /** The columns in a chunk of the result. */
  final class Rows {

    private final DuckDBReadableVector product;
    private final DuckDBReadableVector expiration;
    private final DuckDBReadableVector strike;
    private final DuckDBReadableVector isCall;

    /** Takes the columns of a chunk, the first of which has a number. */
    Rows(DuckDBDataChunkReader chunk, int first) {
      product = chunk.vector(first);
      expiration = chunk.vector(first + 1);
      strike = chunk.vector(first + 2);
      isCall = chunk.vector(first + 3);
    }

    /** Returns the number of a row's asset, giving it one if it has none yet. */
    int id(long row) {
      long contract =
          expiration.isNull(row)
              ? NO_CONTRACT
              : ((((long) expiration.getInt(row) << STRIKE_BITS) | strike.getInt(row)) << 1)
                  | (isCall.getBoolean(row) ? 1 : 0);
      int place = place(product.getLong(row), contract); // which may make the arrays longer
      return idOf[place];
    }
  }

  private int place(long product, long contract) {
    int next = nextOf[last];
    if (next == UNKNOWN || contractOf[next] != contract || productOf[next] != product) {
      next = places.computeIfAbsent(new Key(product, contract), this::add);
      nextOf[last] = next;
    }
    last = next;
    return next;
  }

  private int add(Key key) {
    int place = places.size();
    if (place == idOf.length) {
      productOf = Arrays.copyOf(productOf, 2 * place);
      contractOf = Arrays.copyOf(contractOf, 2 * place);
      idOf = Arrays.copyOf(idOf, 2 * place);
      nextOf = Arrays.copyOf(nextOf, 2 * place);
      Arrays.fill(nextOf, place, 2 * place, UNKNOWN);
    }
    productOf[place] = key.product;
    contractOf[place] = key.contract;
    idOf[place] = assets.idOf(asset(key));
    return place;
  }

  private Asset asset(Key key) {
    Product product = products.get(key.product);
    if (product == null) {
      throw new IllegalStateException("the files changed while they were being read");
    }
    if (key.contract == NO_CONTRACT) {
      return new Underlying(product.underlying);
    }
    LocalDate expiry = LocalDate.ofEpochDay(key.contract >> (STRIKE_BITS + 1));
    long strike = (key.contract >> 1) & ((1L << STRIKE_BITS) - 1);
    return new OptionContract(
        OptionProduct.ofRoot(product.root, expiry).withUnderlying(product.underlying),
        expiry,
        (key.contract & 1) == 1 ? OptionType.CALL : OptionType.PUT,
        BigDecimal.valueOf(strike, 3));
  }
}
