/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.backtest.BacktestResult.MarkedPosition;
import io.optionskit.backtest.Statistics;
import io.optionskit.engine.OrderRecord;
import io.optionskit.order.Leg;
import io.optionskit.order.OrderPrice;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.util.List;

/** A run as JSON: facts as exact decimals, estimates as doubles, times in UTC, missing as null. */
public final class ResultJson {

  private ResultJson() {}

  /**
   * Returns a run as JSON.
   *
   * @param run the run
   * @return object with the figures, trades, orders, positions, problems and warnings of the run
   */
  public static ObjectNode of(RunSection run) {
    BacktestResult result = run.result();
    ObjectNode json = Json.object();
    json.put("runId", result.runId());
    json.put("libraryVersion", result.libraryVersion());
    json.put("configHash", result.configHash());
    json.put("dataHash", result.dataHash());
    json.put("seed", result.seed());
    ObjectNode data = json.putObject("data");
    data.put("origin", run.origin().description());
    data.put("simulated", run.origin().isSimulated());
    data.put("from", run.tape().firstTime().map(Object::toString).orElse(null));
    data.put("to", run.tape().lastTime().map(Object::toString).orElse(null));
    data.put("rows", result.rowCount());
    ObjectNode settings = json.putObject("settings");
    run.settings().forEach(settings::put);
    json.put("rowCount", result.rowCount());
    json.put("startEquity", plain(result.startEquity()));
    json.put("endEquity", plain(result.endEquity()));
    json.put("endCash", plain(result.endCash()));
    json.put("fees", plain(result.fees()));
    json.put("orderCount", result.orderCount());
    json.put("fillCount", result.fillCount());
    ArrayNode open = json.putArray("openPositions");
    result.openPositions().forEach(position -> put(open.addObject(), position));
    trades(json.putArray("openTrades"), result.openTrades());
    trades(json.putArray("closedTrades"), result.closedTrades());
    put(json.putObject("statistics"), result.statistics());
    ArrayNode orders = json.putArray("orders");
    result.orders().forEach(order -> put(orders.addObject(), order));
    run.dataProblems().forEach(json.putArray("dataProblems")::add);
    result.warnings().forEach(json.putArray("warnings")::add);
    return json;
  }

  private static void put(ObjectNode json, MarkedPosition open) {
    json.put("symbol", open.position().asset().symbol());
    json.put("quantity", open.position().quantity());
    json.put("averagePrice", plain(open.position().averagePrice()));
    json.put("mark", plain(open.mark()));
    json.put("value", plain(open.value()));
  }

  private static void trades(ArrayNode array, List<Trade> trades) {
    for (Trade trade : trades) {
      ObjectNode json = array.addObject();
      json.put("tradeId", trade.tradeId());
      json.put("strategy", trade.strategy());
      legs(json.putArray("legs"), trade.legs());
      json.put("quantity", trade.quantity());
      json.put("openedAt", trade.openedAt().toString());
      json.put("closedAt", trade.closedAt().map(Object::toString).orElse(null));
      json.put("exitReason", trade.exitReason().orElse(null));
      json.put("netEntry", plain(Trades.netEntry(trade)));
      json.put("openCash", plain(trade.openCash()));
      json.put("closeCash", plain(trade.closeCash()));
      json.put("fees", plain(trade.fees()));
      json.put("realizedPnl", plain(trade.realizedPnl()));
      json.put("bestPnl", trade.bestPnl());
      json.put("worstPnl", trade.worstPnl());
    }
  }

  private static void put(ObjectNode json, OrderRecord order) {
    json.put("orderId", order.order().orderId());
    json.put("strategy", order.strategy());
    json.put("closes", order.closes().orElse(null));
    json.put("reason", order.reason());
    json.put("submittedAt", order.submittedAt().toString());
    legs(json.putArray("legs"), order.order().legs());
    json.put("quantity", order.order().quantity());
    json.put("type", order.order().price() instanceof OrderPrice.Limit ? "limit" : "market");
    if (order.order().price() instanceof OrderPrice.Limit limit) {
      json.put("limit", plain(limit.net()));
    } else {
      json.putNull("limit");
    }
    json.put("timeInForce", order.order().timeInForce().name());
    json.put("state", order.state().name());
    json.put("filledQuantity", order.filledQuantity());
    json.put("endReason", order.endReason());
    ArrayNode rejections = json.putArray("rejections");
    order
        .rejections()
        .forEach(
            each ->
                rejections
                    .addObject()
                    .put("code", each.code().name())
                    .put("message", each.message()));
  }

  private static void legs(ArrayNode array, List<Leg> legs) {
    legs.forEach(
        leg -> array.addObject().put("symbol", leg.asset().symbol()).put("ratio", leg.ratio()));
  }

  private static void put(ObjectNode json, Statistics figures) {
    json.put("totalReturn", figures.totalReturn());
    Json.put(json, "annualReturn", figures.annualReturn());
    Json.put(json, "volatility", figures.volatility());
    Json.put(json, "sharpe", figures.sharpe());
    Json.put(json, "sortino", figures.sortino());
    Json.put(json, "calmar", figures.calmar());
    json.put("maxDrawdown", figures.maxDrawdown());
    json.put("maxDrawdownDays", figures.maxDrawdownDays());
    json.put("tradingDays", figures.tradingDays());
    json.put("tradeCount", figures.tradeCount());
    Json.put(json, "winRate", figures.winRate());
    Json.put(json, "averageWin", figures.averageWin());
    Json.put(json, "averageLoss", figures.averageLoss());
    Json.put(json, "profitFactor", figures.profitFactor());
    Json.put(json, "expectancy", figures.expectancy());
    json.put("exposure", figures.exposure());
    json.put("sufficientSample", figures.tradeCount() >= Statistics.SUFFICIENT_TRADES);
  }

  /** Without an exponent and without more zeros than cents have. */
  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
  }
}
