/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.backtest.BacktestResult;
import io.optionskit.backtest.Statistics;
import java.math.BigDecimal;
import java.util.List;

/**
 * Self-contained HTML page about one or several runs.
 *
 * <p>No script, nothing loaded from elsewhere, no time of making: equal runs give equal bytes.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Returns the page.
   *
   * @param title what the page is about
   * @param introduction a few sentences under the title, each a paragraph
   * @param models models that the runs use; may be empty
   * @param runs backtests in the order in which they are shown
   * @param limits what must be kept in mind when reading the figures
   * @return HTML
   */
  public static String of(
      String title,
      List<String> introduction,
      List<ModelSection> models,
      List<RunSection> runs,
      List<String> limits) {
    Html page = new Html();
    page.element("h1", "", title);
    introduction.forEach(sentence -> page.element("p", "class=\"lead\"", sentence));
    overview(page, runs);
    models.forEach(model -> new ModelPart(model).into(page));
    runs.forEach(run -> new RunPart(run).into(page));
    page.line("<section>").element("h2", "", "Limits of these results").list(limits, "");
    page.line("</section>");
    page.note("Every figure on this page is computed from the recorded events of its run.");
    return Page.of(title, page);
  }

  /** One line per run, if there are several. */
  private static void overview(Html page, List<RunSection> runs) {
    if (runs.size() < 2) {
      return;
    }
    Table table =
        new Table()
            .text("Run")
            .number("Result $")
            .number("Return")
            .number("Largest drawdown")
            .number("Closed trades")
            .number("Win rate")
            .number("Fees $");
    for (RunSection run : runs) {
      BacktestResult result = run.result();
      BigDecimal gain = result.endEquity().subtract(result.startEquity());
      Statistics figures = result.statistics();
      table
          .row()
          .cell(run.title())
          .signed(Numbers.signedDollars(gain), gain.signum())
          .cell(Numbers.percent(figures.totalReturn(), 2))
          .cell(Numbers.percent(figures.maxDrawdown(), 2))
          .cell(
              figures.tradeCount()
                  + (figures.tradeCount() < Statistics.SUFFICIENT_TRADES ? " (insufficient)" : ""))
          .cell(Numbers.percent(figures.winRate(), 1))
          .cell(Numbers.dollars(result.fees()));
    }
    page.line("<div class=\"overview\">");
    table.into(page);
    page.line("</div>");
  }
}
