/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The providers of every mode and period. Plain data: take {@link #standard()}, change a row with
 * {@link #with}, or make another table from a file.
 *
 * @param routes one row for each mode and period
 */
public record RouteTable(List<Route> routes) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a mode and period has two rows
   */
  public RouteTable {
    routes = List.copyOf(routes);
    Set<List<Object>> seen = new HashSet<>();
    for (Route route : routes) {
      if (!seen.add(List.of(route.mode(), route.period()))) {
        throw new IllegalArgumentException(
            "two routes of " + route.mode() + " and " + route.period());
      }
    }
  }

  /**
   * Returns the table that the library ships.
   *
   * <p>Live and paper trading go through the broker's data, with Polygon or Yahoo behind; options
   * that expire on the day take Databento first where it is set up. {@code replay} is a recording,
   * {@code parquet} the history kept here.
   *
   * @return standard table
   */
  public static RouteTable standard() {
    List<String> none = List.of();
    List<String> store = List.of("parquet");
    return new RouteTable(
        List.of(
            new Route(TradingMode.DEVELOPMENT, HoldingPeriod.WEEKLY, List.of("yahoo"), none, none),
            new Route(
                TradingMode.DEVELOPMENT,
                HoldingPeriod.ZERO_DTE,
                List.of("replay"),
                List.of("yahoo"),
                none),
            new Route(
                TradingMode.TRAINING,
                HoldingPeriod.WEEKLY,
                List.of("yahoo", "thetadata"),
                none,
                store),
            new Route(
                TradingMode.TRAINING,
                HoldingPeriod.ZERO_DTE,
                List.of("databento", "thetadata"),
                none,
                store),
            new Route(
                TradingMode.PAPER,
                HoldingPeriod.WEEKLY,
                List.of("ibkr-paper"),
                List.of("yahoo"),
                none),
            new Route(
                TradingMode.PAPER,
                HoldingPeriod.ZERO_DTE,
                List.of("databento", "ibkr-paper"),
                List.of("ibkr-paper"),
                none),
            new Route(
                TradingMode.LIVE, HoldingPeriod.WEEKLY, List.of("ibkr"), List.of("polygon"), none),
            new Route(
                TradingMode.LIVE,
                HoldingPeriod.ZERO_DTE,
                List.of("databento", "ibkr"),
                List.of("ibkr", "polygon"),
                none)));
  }

  /**
   * Returns the row of a mode and period.
   *
   * @param mode what the program is run for
   * @param period how long positions are held
   * @return its row
   * @throws IllegalArgumentException if the table has none
   */
  public Route route(TradingMode mode, HoldingPeriod period) {
    return routes.stream()
        .filter(route -> route.mode() == mode && route.period() == period)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no route of " + mode + " and " + period));
  }

  /**
   * Returns this table with another row for its mode and period.
   *
   * @param changed the row
   * @return changed copy
   */
  public RouteTable with(Route changed) {
    List<Route> rows = new ArrayList<>(routes);
    rows.removeIf(route -> route.mode() == changed.mode() && route.period() == changed.period());
    rows.add(changed);
    return new RouteTable(rows);
  }
}
