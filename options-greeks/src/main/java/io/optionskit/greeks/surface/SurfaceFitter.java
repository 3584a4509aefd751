/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.Arguments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fits a volatility surface without arbitrage to the quotes of a chain.
 *
 * <p>Immutable; may be used from any thread. The same quotes give the same surface, bit for bit, on
 * every machine and Java version.
 */
public final class SurfaceFitter {

  /** Fewer different strikes than this cannot tell the shape of a smile. */
  private static final int FEWEST_STRIKES = 5;

  /** A quote farther off than this many times the median one is an outlier. */
  private static final double OUTLIER = 25;

  private static final int FEWEST_FOR_OUTLIERS = 8;

  private final SurfaceModel model;
  private final double spot;

  private SurfaceFitter(SurfaceModel model, double spot) {
    this.model = model;
    this.spot = spot;
  }

  /**
   * Returns a fitter.
   *
   * @param model form of the smiles
   * @return a fitter that does not know the price of the underlying
   */
  public static SurfaceFitter of(SurfaceModel model) {
    return new SurfaceFitter(model, Double.NaN);
  }

  /**
   * Returns this fitter with the price of the underlying, which forwards before the first expiry
   * start from. Without it they are the first one.
   *
   * @param price currency per share, &gt; 0
   * @return a copy
   * @throws IllegalArgumentException if the price is not finite and above 0
   */
  public SurfaceFitter withSpot(double price) {
    Arguments.positive("price", price);
    return new SurfaceFitter(model, price);
  }

  /**
   * Fits a surface.
   *
   * <p>Quotes that cannot be used, thin expiries and quotes that contradict each other are data,
   * not errors: the report names them. Of expiries at exactly the same time the one with most
   * strikes counts.
   *
   * @param quotes expiries in any order
   * @return the surface and how it came about; no surface if there is no usable two-sided quote
   */
  public SurfaceFit fit(List<SliceQuotes> quotes) {
    List<SliceQuotes> sorted = new ArrayList<>(quotes);
    sorted.sort(Comparator.comparingDouble(SliceQuotes::years));
    return new Run(sorted).result();
  }

  /** One expiry on its way into the surface. */
  private static final class Slice {

    final SliceQuotes quotes;
    final QuoteUse[] uses;
    SliceData data;
    Repair repair = Repair.NONE;
    @Nullable Svi unrepaired;
    Svi shape;
    Svi smile;
    double scale = 1;

    Slice(SliceQuotes quotes) {
      this.quotes = quotes;
      this.uses = new QuoteUse[quotes.size()];
      for (int row = 0; row < uses.length; row++) {
        uses[row] = quotes.use(row);
      }
      Contradictions.leaveOut(quotes, uses);
      this.data = new SliceData(quotes, uses);
      this.shape = Svi.flat(data.strikes > 0 ? data.level : 1);
      this.smile = shape;
    }

    boolean isThin() {
      return data.strikes < FEWEST_STRIKES;
    }

    /** Leaves out what is absurdly far from a first fit, and fits again. */
    Svi seed() {
      Svi seed = SviFit.seed(data);
      for (int round = 0; round < 2 && data.strikes >= FEWEST_FOR_OUTLIERS; round++) {
        double[] residuals = new double[data.size()];
        data.residuals(seed, residuals);
        double most = OUTLIER * data.scale(seed);
        int left = 0;
        for (int i = 0; i < residuals.length; i++) {
          if (data.isTwoSided(i) && Math.abs(residuals[i]) > most) {
            left++;
          }
        }
        if (left == 0 || left > data.strikes / 5) {
          break;
        }
        for (int i = 0; i < residuals.length; i++) {
          if (data.isTwoSided(i) && Math.abs(residuals[i]) > most) {
            uses[data.rows[i]] = QuoteUse.OUTLIER;
          }
        }
        data = new SliceData(quotes, uses);
        seed = SviFit.seed(data);
      }
      scale = data.scale(seed);
      return seed;
    }

    ExpiryReport report() {
      boolean isIn = repair != Repair.LEFT_OUT;
      List<ExpiryReport.QuoteFit> fits = new ArrayList<>();
      for (int row = 0; row < uses.length; row++) {
        double k = quotes.logMoneyness(row);
        fits.add(
            new ExpiryReport.QuoteFit(
                quotes.strike(row),
                k,
                quotes.bidVolatility(row),
                quotes.askVolatility(row),
                isIn && Double.isFinite(k)
                    ? Math.sqrt(smile.totalVariance(k) / quotes.years())
                    : Double.NaN,
                uses[row]));
      }
      Svi before = unrepaired;
      return new ExpiryReport(
          quotes.name(),
          quotes.years(),
          quotes.forward(),
          quotes.discountFactor(),
          repair,
          isIn ? Optional.of(smile) : Optional.empty(),
          Optional.ofNullable(before),
          isIn ? OptionalDouble.of(smile.check().minimum()) : OptionalDouble.empty(),
          before == null ? OptionalDouble.empty() : OptionalDouble.of(before.check().minimum()),
          fits);
    }
  }

  /** One fit under way. */
  private final class Run {

    private final List<Slice> all = new ArrayList<>();
    private final List<Slice> slices = new ArrayList<>();
    private final List<Violation> before = new ArrayList<>();

    Run(List<SliceQuotes> quotes) {
      for (SliceQuotes each : quotes) {
        Slice slice = new Slice(each);
        all.add(slice);
        Slice last = slices.isEmpty() ? null : slices.get(slices.size() - 1);
        if (slice.data.strikes == 0) {
          slice.repair = Repair.LEFT_OUT;
        } else if (last != null && last.quotes.years() == each.years()) {
          boolean isBetter = slice.data.strikes > last.data.strikes;
          (isBetter ? last : slice).repair = Repair.LEFT_OUT;
          if (isBetter) {
            slices.set(slices.size() - 1, slice);
          }
        } else {
          slices.add(slice);
        }
      }
    }

    SurfaceFit result() {
      if (slices.isEmpty()) {
        return new SurfaceFit(model, Optional.empty(), reports(), List.of(), List.of(), 0);
      }
      for (Slice slice : slices) {
        if (!slice.isThin()) {
          slice.smile = slice.seed();
        }
      }
      fitJointly();
      if (model == SurfaceModel.SVI) {
        fitEach();
        new CalendarRepair().run();
      }
      FittedSurface surface = surface();
      List<Violation> after = new ArrayList<>();
      for (int i = 0; i < slices.size(); i++) {
        findViolations(
            slices.get(i), slices.get(i).smile, i == 0 ? null : slices.get(i - 1).smile, after);
      }
      return new SurfaceFit(
          model, Optional.of(surface), reports(), before, after, surface.mixedIntervals());
    }

    private List<ExpiryReport> reports() {
      return all.stream().map(Slice::report).toList();
    }

    private void fitJointly() {
      SliceData[] data = slices.stream().map(slice -> slice.data).toArray(SliceData[]::new);
      Essvi[] shared = SsviFit.fit(data);
      boolean anyThin = slices.stream().anyMatch(Slice::isThin);
      boolean needsEach = model == SurfaceModel.ESSVI || (model == SurfaceModel.SVI && anyThin);
      Essvi[] each = needsEach ? EssviFit.fit(data, shared) : shared;
      for (int i = 0; i < shared.length; i++) {
        Slice slice = slices.get(i);
        boolean takesEach = model == SurfaceModel.ESSVI || slice.isThin();
        slice.shape = (takesEach ? each : shared)[i].toSvi();
        if (model != SurfaceModel.SVI || slice.isThin()) {
          slice.smile = slice.shape;
          slice.repair = slice.isThin() ? Repair.SHAPE_OF_SURFACE : Repair.NONE;
        }
      }
    }

    private void fitEach() {
      for (int i = 0; i < slices.size(); i++) {
        Slice slice = slices.get(i);
        if (!slice.isThin()) {
          slice.smile =
              new SviFit(slice.data, null, null, slice.shape, 0, slice.scale).polish(slice.smile);
          slice.scale = slice.data.scale(slice.smile);
        }
        slice.unrepaired = slice.smile;
        findViolations(slice, slice.smile, i == 0 ? null : slices.get(i - 1).smile, before);
      }
    }

    private void findViolations(
        Slice slice, Svi smile, @Nullable Svi earlier, List<Violation> found) {
      if (!ButterflyCheck.isFree(smile, 0)) {
        ButterflyCheck check = smile.check();
        found.add(
            new Violation(
                Violation.Kind.BUTTERFLY,
                slice.quotes.name(),
                slice.quotes.years(),
                check.logMoneyness(),
                check.minimum()));
      }
      if (earlier != null && !CalendarCheck.isFree(earlier, smile)) {
        CalendarCheck check = CalendarCheck.of(earlier, smile);
        found.add(
            new Violation(
                Violation.Kind.CALENDAR,
                slice.quotes.name(),
                slice.quotes.years(),
                check.logMoneyness(),
                check.smallestGap()));
      }
    }

    private FittedSurface surface() {
      int n = slices.size();
      double[] years = new double[n];
      double[] forwards = new double[n];
      double[] discountFactors = new double[n];
      Svi[] smiles = new Svi[n];
      for (int i = 0; i < n; i++) {
        Slice slice = slices.get(i);
        years[i] = slice.quotes.years();
        forwards[i] = slice.quotes.forward();
        discountFactors[i] = slice.quotes.discountFactor();
        smiles[i] = slice.smile;
      }
      return new FittedSurface(years, smiles, forwards, discountFactors, spot, false);
    }

    /**
     * Moves raw SVI smiles until none has butterfly arbitrage and no two neighbours cross: first
     * with penalties that rise, both neighbours giving way; then, from the first expiry on, for
     * certain.
     */
    private final class CalendarRepair {

      private static final double[] STRICTNESS = {0.3, 3, 30};
      private static final int STEPS = 40;
      private static final double MARGIN = 1e-5;
      private static final int HALVINGS = 30;
      private static final int EVALUATIONS = 400;
      private static final int SWEEPS = 3;

      void run() {
        if (!anyBad()) {
          return;
        }
        int n = slices.size();
        SviFit[] fits = new SviFit[n];
        Svi[] smiles = new Svi[n];
        for (int i = 0; i < n; i++) {
          Slice slice = slices.get(i);
          fits[i] = new SviFit(slice.data, null, null, slice.shape, STRICTNESS[0], slice.scale);
          smiles[i] = fits[i].polish(slice.smile, slice.shape);
        }
        for (double strictness : STRICTNESS) {
          smiles = new SviJointFit(fits, strictness).search(smiles, STEPS);
        }
        for (int i = 0; i < n; i++) {
          Slice slice = slices.get(i);
          slice.smile = smiles[i];
          slice.repair = slice.isThin() ? Repair.SHAPE_OF_SURFACE : Repair.REFITTED;
        }
        for (int i = 0; i < n; i++) {
          project(i);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
          for (int i = 0; i < n; i++) {
            improve(i);
          }
        }
      }

      private boolean anyBad() {
        for (int i = 0; i < slices.size(); i++) {
          if (!isAllowed(slices.get(i).smile, i == 0 ? null : slices.get(i - 1).smile)) {
            return true;
          }
        }
        return false;
      }

      private static boolean isFree(Svi smile) {
        return ButterflyCheck.isFree(smile, MARGIN) && ButterflyCheck.isFreeWhenRaised(smile);
      }

      private void project(int i) {
        Slice slice = slices.get(i);
        Svi earlier = i == 0 ? null : slices.get(i - 1).smile;
        if (isAllowed(slice.smile, earlier)) {
          return;
        }
        Svi later = i + 1 == slices.size() ? null : slices.get(i + 1).smile;
        SviFit fit = new SviFit(slice.data, earlier, later, slice.shape, 100, slice.scale);
        Svi wished = fit.polish(slice.smile, slice.shape);
        slice.repair = slice.isThin() ? Repair.SHAPE_OF_SURFACE : Repair.PROJECTED;
        if (!isAllowed(wished, earlier)) {
          wished = blend(wished, safe(slice, earlier), smile -> isAllowed(smile, earlier));
        }
        Svi refined = fit.refine(wished, smile -> isAllowed(smile, earlier), EVALUATIONS);
        slice.smile = isAllowed(refined, earlier) ? refined : wished;
      }

      /** Moves a smile nearer to its quotes as far as both neighbours let it. */
      private void improve(int i) {
        Slice slice = slices.get(i);
        Svi earlier = i == 0 ? null : slices.get(i - 1).smile;
        Svi later = i + 1 == slices.size() ? null : slices.get(i + 1).smile;
        SviFit fit = new SviFit(slice.data, earlier, later, slice.shape, 30, slice.scale);
        Predicate<Svi> isAllowed =
            smile ->
                isAllowed(smile, earlier) && (later == null || CalendarCheck.isFree(smile, later));
        Svi best = slice.smile;
        if (!isAllowed.test(best)) {
          return;
        }
        Svi free = slice.unrepaired == null ? best : slice.unrepaired;
        for (Svi start : new Svi[] {best, free}) {
          Svi wished = fit.polish(start);
          Svi found = isAllowed.test(wished) ? wished : blend(wished, slice.smile, isAllowed);
          if (fit.cost(found) < fit.cost(best)) {
            best = found;
          }
        }
        slice.smile = best;
      }

      private boolean isAllowed(Svi smile, @Nullable Svi earlier) {
        return isFree(smile) && (earlier == null || CalendarCheck.isFree(earlier, smile));
      }

      /** Returns a smile that is certainly allowed: flat, or the one before it, raised. */
      private Svi safe(Slice slice, @Nullable Svi earlier) {
        if (earlier == null) {
          return Svi.flat(slice.data.level);
        }
        double missing = slice.data.level - earlier.totalVariance(0);
        return earlier.raised(Math.max(missing, 1e-9 * slice.data.level));
      }

      /** Returns the smile nearest to the wished one on the way to the safe one. */
      private Svi blend(Svi wished, Svi safe, Predicate<Svi> isAllowed) {
        double allowed = 1;
        double forbidden = 0;
        Svi best = safe;
        for (int step = 0; step < HALVINGS; step++) {
          double part = 0.5 * (allowed + forbidden);
          Svi trial = between(wished, safe, part);
          if (isAllowed.test(trial)) {
            allowed = part;
            best = trial;
          } else {
            forbidden = part;
          }
        }
        return best;
      }

      private static Svi between(Svi from, Svi to, double part) {
        double rest = 1 - part;
        double b = rest * from.b() + part * to.b();
        double rho = rest * from.rho() + part * to.rho();
        double sigma = rest * from.sigma() + part * to.sigma();
        double lowest = rest * from.minimum() + part * to.minimum();
        return new Svi(
            lowest - b * sigma * Math.sqrt((1 - rho) * (1 + rho)),
            b,
            rho,
            rest * from.m() + part * to.m(),
            sigma);
      }
    }
  }
}
