/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.backtest.BacktestResult.MarkedPosition;
import io.optionskit.decision.Rejection;
import io.optionskit.engine.OrderRecord;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of a page that shows one backtest. */
final class RunPart {

  private static final int MOST_ROWS = 1000;
  private static final int MOST_PICTURES = 48;

  private final RunSection run;
  private final BacktestResult result;

  RunPart(RunSection run) {
    this.run = run;
    result = run.result();
  }

  void into(Html page) {
    page.line("<section>").element("h2", "", run.title());
    facts(page);
    cards(page);
    page.heading("Equity, trades and drawdown");
    page.line("<div class=\"card\">");
    EquityPicture.into(page, result);
    page.line("</div>");
    page.heading("Figures");
    StatisticsTable.into(page, result);
    StatisticsTable.perStrategy(page, result);
    trades(page);
    pictures(page);
    openPositions(page);
    orders(page);
    page.heading("Data problems and notes").list(run.dataProblems(), "None found.");
    page.heading("Warnings of the run").list(result.warnings(), "None.");
    page.line("</section>");
  }

  private void facts(Html page) {
    page.raw("<p class=\"badge\">").raw(Html.escape(run.origin().label())).line("</p>");
    page.line("<dl class=\"facts\">");
    fact(page, "Period", period());
    fact(page, "Data", run.origin().description());
    fact(page, "Rows", Numbers.count(result.rowCount()));
    run.settings().forEach((name, value) -> fact(page, name, value));
    fact(page, "Run id", result.runId());
    fact(page, "Library version", result.libraryVersion());
    fact(page, "Random seed", Long.toString(result.seed()));
    fact(page, "Configuration hash", result.configHash());
    fact(page, "Data hash", result.dataHash());
    page.line("</dl>");
  }

  private String period() {
    return run.tape()
        .firstTime()
        .flatMap(
            from ->
                run.tape()
                    .lastTime()
                    .map(to -> Times.minute(from) + " to " + Times.minute(to) + " New York"))
        .orElse("no data");
  }

  private static void fact(Html page, String name, String value) {
    page.raw("<div>").raw("<dt>").raw(Html.escape(name)).raw("</dt><dd>");
    page.raw(Html.escape(value)).line("</dd></div>");
  }

  private void cards(Html page) {
    BigDecimal gain = result.endEquity().subtract(result.startEquity());
    page.line("<div class=\"cards\">");
    card(page, "End equity", "$" + Numbers.dollars(result.endEquity()), "");
    card(page, "Result", Numbers.signedDollars(gain), Trades.style(gain));
    card(page, "Return", Numbers.percent(result.statistics().totalReturn(), 2), Trades.style(gain));
    card(page, "Largest drawdown", Numbers.percent(result.statistics().maxDrawdown(), 2), "");
    card(page, "Closed trades", Numbers.count(result.closedTrades().size()), "");
    card(page, "Orders / leg fills", result.orderCount() + " / " + result.fillCount(), "");
    card(page, "Fees", "$" + Numbers.dollars(result.fees()), "");
    page.line("</div>");
  }

  private static void card(Html page, String name, String value, String style) {
    page.raw("<div class=\"card\"><span class=\"note\">").raw(Html.escape(name)).raw("</span>");
    page.raw("<b class=\"" + style + "\">").raw(Html.escape(value)).line("</b></div>");
  }

  private void trades(Html page) {
    page.heading("Closed trades");
    if (result.closedTrades().isEmpty()) {
      page.note("None.");
      return;
    }
    Table table =
        new Table()
            .text("Opened")
            .text("Closed")
            .text("Strategy")
            .text("Legs")
            .number("Net entry")
            .text("Exit")
            .number("Fees $")
            .number("Result $")
            .number("Best $")
            .number("Worst $");
    result.closedTrades().stream().limit(MOST_ROWS).forEach(trade -> row(table, trade));
    table.into(page);
    leftOut(page, result.closedTrades().size(), "trades.csv");
    page.note(
        "Net entry per unit and share, positive = paid. Result after commissions. Best and worst:"
            + " highest and lowest profit at marks while the trade was open. All times New York.");
  }

  private static void row(Table table, Trade trade) {
    table
        .row()
        .cell(Times.minute(trade.openedAt()))
        .cell(trade.closedAt().map(Times::minute).orElse(""))
        .cell(trade.strategy())
        .cell(Trades.legs(trade))
        .cell(Trades.netEntry(trade).toPlainString())
        .cell(trade.exitReason().orElse(""))
        .cell(Numbers.dollars(trade.fees()))
        .signed(Numbers.dollars(trade.realizedPnl()), trade.realizedPnl().signum())
        .cell(Numbers.dollars(trade.bestPnl()))
        .cell(Numbers.dollars(trade.worstPnl()));
  }

  private void pictures(Html page) {
    List<Trade> all = new ArrayList<>(result.closedTrades());
    all.addAll(result.openTrades());
    if (all.isEmpty()) {
      return;
    }
    page.heading("Payoff of each trade");
    page.note(
        "Profit at expiry over the price of the underlying, before commissions. Break-evens are"
            + " marked on the zero line; vertical lines show the underlying at entry and exit; the dot"
            + " is the result.");
    page.line("<div class=\"gallery\">");
    all.stream().limit(MOST_PICTURES).forEach(trade -> PayoffPicture.into(page, trade, run.tape()));
    page.line("</div>");
    if (all.size() > MOST_PICTURES) {
      page.note("The first " + MOST_PICTURES + " of " + Numbers.count(all.size()) + " trades.");
    }
  }

  private void openPositions(Html page) {
    page.heading("Open positions at the end");
    if (result.openPositions().isEmpty()) {
      page.note("None.");
      return;
    }
    Table table =
        new Table()
            .text("Asset")
            .number("Quantity")
            .number("Average price")
            .number("Mark")
            .number("Value $");
    for (MarkedPosition open : result.openPositions()) {
      table
          .row()
          .cell(open.position().asset().symbol())
          .cell(Integer.toString(open.position().quantity()))
          .cell(open.position().averagePrice().toPlainString())
          .cell(open.mark().toPlainString())
          .cell(Numbers.dollars(open.value()));
    }
    table.into(page);
    page.note("Marked at the middle of the last quote, not closed.");
  }

  private void orders(Html page) {
    page.heading("Orders");
    Map<Rejection.Code, Integer> refused = new EnumMap<>(Rejection.Code.class);
    for (OrderRecord order : result.orders()) {
      order.rejections().forEach(each -> refused.merge(each.code(), 1, Integer::sum));
    }
    page.note(
        Numbers.count(result.orders().size())
            + " given, "
            + Numbers.count(result.orderCount())
            + " passed the risk gate"
            + (refused.isEmpty()
                ? "."
                : "; refused: "
                    + refused.entrySet().stream()
                        .map(each -> each.getKey() + " × " + each.getValue())
                        .collect(Collectors.joining(", "))
                    + "."));
    if (result.orders().isEmpty()) {
      return;
    }
    Table table =
        new Table()
            .text("Given")
            .text("State")
            .text("Strategy")
            .text("Legs")
            .text("Price")
            .text("Why")
            .text("What the gate or the broker said");
    result.orders().stream().limit(MOST_ROWS).forEach(order -> row(table, order));
    table.into(page);
    leftOut(page, result.orders().size(), "result.json");
  }

  private static void row(Table table, OrderRecord order) {
    String said =
        order.rejections().stream()
            .map(each -> each.code() + ": " + each.message())
            .collect(Collectors.joining("; "));
    table
        .row()
        .cell(Times.minute(order.submittedAt()))
        .cell(order.state().name().toLowerCase(Locale.ROOT), said.isEmpty() ? "" : "loss")
        .cell(order.strategy())
        .cell(Trades.legs(order.order().quantity(), order.order().legs()))
        .cell(Trades.price(order.order().price()))
        .cell(order.reason())
        .cell(said.isEmpty() ? order.endReason() : said);
  }

  private static void leftOut(Html page, int size, String file) {
    if (size > MOST_ROWS) {
      page.note(
          "The first "
              + MOST_ROWS
              + " of "
              + Numbers.count(size)
              + "; all of them are in "
              + file
              + ".");
    }
  }
}
