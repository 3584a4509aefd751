/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import io.optionskit.examples.report.Html;
import io.optionskit.examples.report.Numbers;
import io.optionskit.examples.report.Page;
import io.optionskit.examples.report.Table;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ForwardFit;
import io.optionskit.greeks.surface.ExpiryReport;
import io.optionskit.greeks.surface.QuoteUse;
import io.optionskit.greeks.surface.SmileMeasures;
import io.optionskit.greeks.surface.SurfaceFit;
import io.optionskit.greeks.surface.Violation;
import io.optionskit.greeks.surface.VolatilitySurface;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Self-contained page about the surface of one snapshot, with a table of all snapshots. */
public final class SurfacePage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int FEW = 6;

  private final Snapshot snapshot;
  private final SurfaceFit fit;
  private final Html page = new Html();

  private SurfacePage(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.fit = snapshot.fit();
  }

  /**
   * Returns the page.
   *
   * @param chosen snapshot that is drawn
   * @param all what every snapshot came to
   * @param origin what the quotes come from
   * @param isSimulated whether no market made them
   * @param problems what was wrong with the data
   * @return HTML
   */
  public static String of(
      Snapshot chosen,
      List<Snapshot.Summary> all,
      String origin,
      boolean isSimulated,
      List<String> problems) {
    return new SurfacePage(chosen).draw(all, origin, isSimulated, problems);
  }

  private String draw(
      List<Snapshot.Summary> all, String origin, boolean isSimulated, List<String> problems) {
    String title = "Volatility surface of " + snapshot.underlying();
    page.element("h1", "", title);
    if (isSimulated) {
      page.element("span", "class=\"badge\"", "SIMULATED MARKET");
    }
    page.element("p", "class=\"lead\"", introduction(origin));
    cards();
    if (fit.findSurface().isPresent()) {
      VolatilitySurface surface = fit.findSurface().get();
      SurfacePictures pictures = new SurfacePictures(snapshot, surface);
      smiles();
      arbitrage(pictures);
      termStructure(pictures, surface);
      densities(pictures, surface);
    }
    expiries();
    snapshots(all);
    section("Data");
    page.list(problems, "Nothing was wrong with the data.");
    page.line("</section>");
    return Page.of(title, page);
  }

  private String introduction(String origin) {
    return "Quotes known at "
        + TIME.format(snapshot.time())
        + " from "
        + origin
        + ", smiles in the form "
        + fit.model()
        + ". "
        + verdict();
  }

  private String verdict() {
    if (fit.findSurface().isEmpty()) {
      return "No expiry has a two-sided quote that can be used: there is no surface.";
    }
    return fit.isFree()
        ? "The surface is proved to be free of butterfly and calendar arbitrage on all strikes."
        : "Freedom from arbitrage is not proved: see the violations that are left.";
  }

  private void cards() {
    page.line("<div class=\"cards\">");
    card("Spot", snapshot.spot().isPresent() ? Numbers.fixed(snapshot.spot(), 2) : "unknown");
    card("Expiries", snapshot.fitted().size() + " of " + fit.expiries().size());
    card("Two-sided quotes", Numbers.count(snapshot.used()));
    card("Within bid and ask", Numbers.percent(fit.shareWithin(), 1));
    card("Error, volatility points", Numbers.fixed(100 * fit.rmsError(), 2) + " rms");
    card("Violations", fit.before().size() + " → " + fit.after().size());
    card(
        "Forwards from parity",
        snapshot.forwardsFromParity() + " of " + snapshot.forwards().size());
    page.line("</div>");
  }

  private void card(String name, String value) {
    page.raw("<div class=\"card\">").element("span", "class=\"note\"", name);
    page.element("b", "", value).line("</div>");
  }

  private void section(String title) {
    page.line("<section>").element("h2", "", title);
  }

  private void smiles() {
    section("Smiles");
    page.note(
        "Bars reach from the volatility of the bid to that of the ask; red where the fit lies"
            + " outside. The line is the surface; dashed where the best fit had to give way. Red"
            + " ground: strikes at which the best fit has a negative density. Below: distance of the"
            + " fit from the middle, in half bands. The dashed upright is the forward.");
    page.line("<div class=\"smiles\">");
    for (ExpiryReport expiry : snapshot.fitted()) {
      page.line("<figure class=\"card\">").raw("<figcaption>");
      page.raw("<span class=\"result\">")
          .raw(Html.escape(Numbers.percent(expiry.shareWithin(), 0) + " within"))
          .raw("</span>");
      page.raw("<b>").raw(Html.escape(expiry.name())).raw("</b><br>");
      page.raw(Html.escape(caption(expiry))).line("</figcaption>");
      SmilePicture.into(page, expiry);
      page.line("</figure>");
    }
    page.line("</div>").line("</section>");
  }

  private static String caption(ExpiryReport expiry) {
    long outside =
        expiry.quotes().stream().filter(quote -> quote.use().isUsed()).count()
            - SmilePicture.shown(expiry);
    return time(expiry.years())
        + " · forward "
        + Numbers.fixed(expiry.forward(), 2)
        + " · "
        + expiry.count(QuoteUse.USED)
        + " quotes, median band "
        + Numbers.fixed(100 * SmilePicture.medianBand(expiry), 2)
        + " points, error "
        + Numbers.fixed(100 * expiry.rmsError(), 2)
        + (outside > 0 ? " · " + outside + " strikes beyond the picture" : "");
  }

  private static String time(double years) {
    double days = 365 * years;
    return days < 1
        ? Numbers.fixed(24 * days, 1) + " hours"
        : Numbers.fixed(days, days < 10 ? 1 : 0) + " days";
  }

  private void arbitrage(SurfacePictures pictures) {
    section("Arbitrage");
    page.note(
        "Standard deviation to each expiry, √(volatility² · years). Without calendar arbitrage no"
            + " line crosses another; dashed lines are best fits that had to give way.");
    page.line("<div class=\"card\">");
    pictures.deviations(page);
    page.line("</div>");
    violations("Best fits before the repair", fit.before());
    violations("The surface", fit.after());
    page.line("</section>");
  }

  private void violations(String title, List<Violation> violations) {
    page.heading(title);
    if (violations.isEmpty()) {
      page.note("No violation.");
      return;
    }
    Table table =
        new Table().text("Expiry").text("Kind").number("ln(strike / forward)").number("Size");
    for (Violation each : violations) {
      table
          .row()
          .cell(each.expiry())
          .cell(
              each.kind() == Violation.Kind.BUTTERFLY
                  ? "butterfly: the density is negative"
                  : "calendar: variance falls against the expiry before")
          .cell(finite(each.logMoneyness(), 3))
          .cell(each.size() < -10 ? "below −10" : Numbers.fixed(each.size(), 4), "loss");
    }
    page.line(violations.size() > FEW ? "<details><summary>" : "<details open><summary>");
    page.raw(Html.escape(violations.size() + " violations")).line("</summary>");
    table.into(page);
    page.note(
        "Size of a butterfly: the smallest ratio of the density to that of a flat smile. Of a"
            + " calendar: the largest fall of total variance, relative to that of the later expiry.");
    page.line("</details>");
  }

  private static String finite(double value, int decimals) {
    return value == Double.POSITIVE_INFINITY
        ? "far above"
        : value == Double.NEGATIVE_INFINITY ? "far below" : Numbers.fixed(value, decimals);
  }

  private void termStructure(SurfacePictures pictures, VolatilitySurface surface) {
    section("Term structure");
    page.line("<div class=\"card\">");
    pictures.termStructure(page);
    page.line("</div>");
    page.heading("Constant maturities");
    Table table =
        new Table()
            .text("Maturity")
            .number("At the forward")
            .number("25Δ put")
            .number("25Δ call")
            .number("Risk reversal")
            .number("Butterfly")
            .number("Skew per 10 %")
            .number("Expected move");
    List<ExpiryReport> fitted = snapshot.fitted();
    double last = fitted.get(fitted.size() - 1).years();
    for (int days : new int[] {1, 7, 30, 60, 91, 182, 365, 730}) {
      double years = days / 365.0;
      if (years <= last) {
        maturity(table, days, SmileMeasures.of(surface, years), surface);
      }
    }
    table.into(page);
    page.line("</section>");
  }

  private static void maturity(
      Table table, int days, SmileMeasures measures, VolatilitySurface surface) {
    double forward = surface.forward(measures.years());
    table
        .row()
        .cell(days + (days == 1 ? " day" : " days"))
        .cell(Numbers.percent(measures.atTheMoney(), 2))
        .cell(Numbers.percent(measures.put(), 2))
        .cell(Numbers.percent(measures.call(), 2))
        .cell(Numbers.fixed(100 * measures.riskReversal(), 2))
        .cell(Numbers.fixed(100 * measures.butterfly(), 2))
        .cell(Numbers.fixed(10 * measures.skew(), 2))
        .cell(
            "±" + Numbers.fixed(forward * measures.atTheMoney() * Math.sqrt(measures.years()), 2));
  }

  private void densities(SurfacePictures pictures, VolatilitySurface surface) {
    section("Risk-neutral density");
    page.note(
        "What the prices of all strikes together say about the price at expiry, beside the density of"
            + " a flat smile (dashed). Risk-neutral probabilities are prices of risk, not forecasts.");
    page.line("<div class=\"card\">");
    pictures.densities(page);
    page.line("</div>");
    Table table = new Table().text("Expiry").number("Forward");
    double[] levels = {0.05, 0.25, 0.5, 0.75, 0.95};
    for (double level : levels) {
      table.number(Numbers.percent(level, 0) + " below");
    }
    for (ExpiryReport expiry : snapshot.fitted()) {
      table.row().cell(expiry.name()).cell(Numbers.fixed(expiry.forward(), 2));
      for (double level : levels) {
        table.cell(Numbers.fixed(quantile(surface, expiry, level), 2));
      }
    }
    table.into(page);
    page.line("</section>");
  }

  /** Price below which the underlying ends with a probability. */
  static double quantile(VolatilitySurface surface, ExpiryReport expiry, double probability) {
    double deviation =
        expiry.smile().map(smile -> Math.sqrt(smile.totalVariance(0))).orElse(Double.NaN);
    double low = -40 * deviation;
    double high = 40 * deviation;
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (low + high);
      double price = expiry.forward() * StrictMath.exp(middle);
      boolean isBelow = surface.probabilityBelow(price, expiry.years()) < probability;
      low = isBelow ? middle : low;
      high = isBelow ? high : middle;
    }
    return expiry.forward() * StrictMath.exp(0.5 * (low + high));
  }

  private void expiries() {
    section("Expiries");
    Table table =
        new Table()
            .text("Expiry")
            .number("Time")
            .number("Forward")
            .number("± error")
            .number("Discount factor")
            .number("Pairs")
            .number("Two-sided")
            .number("Left out")
            .number("Error, points")
            .number("Half bands")
            .number("Within")
            .text("Repair");
    for (ExpiryReport expiry : fit.expiries()) {
      row(table, expiry);
    }
    table.into(page);
    page.note(
        "Error: root mean square distance from the middle, in volatility points and in half bands."
            + " Forward: from put–call parity over the pairs; without pairs from spot and rate.");
    page.line("</section>");
  }

  private void row(Table table, ExpiryReport expiry) {
    java.util.Optional<ExpiryForward> forward = snapshot.forward(expiry);
    int pairs = forward.map(ExpiryForward::pairs).orElse(0);
    double error =
        pairs == 0
            ? Double.NaN
            : forward.flatMap(ExpiryForward::fit).map(ForwardFit::standardError).orElse(Double.NaN);
    int leftOut =
        expiry.count(QuoteUse.CROSSED)
            + expiry.count(QuoteUse.IMPLAUSIBLE)
            + expiry.count(QuoteUse.INVALID)
            + expiry.count(QuoteUse.OUTLIER);
    table
        .row()
        .cell(expiry.name())
        .cell(time(expiry.years()))
        .cell(Numbers.fixed(expiry.forward(), 2))
        .cell(Numbers.fixed(error, 3))
        .cell(Numbers.fixed(expiry.discountFactor(), 5))
        .cell(Integer.toString(pairs))
        .cell(Integer.toString(expiry.count(QuoteUse.USED)))
        .cell(Integer.toString(leftOut))
        .cell(Numbers.fixed(100 * expiry.rmsError(), 2))
        .cell(Numbers.fixed(expiry.rmsHalfBands(), 2))
        .cell(Numbers.percent(expiry.shareWithin(), 0))
        .cell(words(expiry.repair().name()));
  }

  static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void snapshots(List<Snapshot.Summary> all) {
    if (all.size() < 2) {
      return;
    }
    section("All snapshots");
    Table table =
        new Table()
            .text("Time")
            .text("Underlying")
            .number("Spot")
            .number("Expiries")
            .number("Two-sided")
            .number("Within")
            .number("Error, points")
            .number("Butterfly")
            .number("Calendar")
            .text("Free");
    for (Snapshot.Summary each : all) {
      table
          .row()
          .cell(TIME.format(each.time()))
          .cell(each.underlying())
          .cell(Numbers.fixed(each.spot(), 2))
          .cell(Integer.toString(each.expiries()))
          .cell(Numbers.count(each.used()))
          .cell(Numbers.percent(each.shareWithin(), 1))
          .cell(Numbers.fixed(100 * each.rmsError(), 2))
          .cell(Integer.toString(each.butterflies()))
          .cell(Integer.toString(each.calendars()))
          .cell(each.isFree() ? "yes" : "no", each.isFree() ? "gain" : "loss");
    }
    table.into(page);
    page.note(
        "Butterfly and calendar: violations of the best fits before the repair. Free: whether the"
            + " surface is proved to have none.");
    page.line("</section>");
  }
}
