/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.Arguments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fits a volatility surface without arbitrage to the quotes of a chain.
 *
 * <p>Immutable; may be used from any thread. The same quotes give the same surface, bit for bit, on
 * every machine and Java version.
 */
public final class SurfaceFitter {

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

  /** One fit under way. */
  private final class Run {

    private final List<FitSlice> all = new ArrayList<>();
    private final List<FitSlice> slices = new ArrayList<>();
    private final List<Violation> before = new ArrayList<>();

    Run(List<SliceQuotes> quotes) {
      for (SliceQuotes each : quotes) {
        FitSlice slice = new FitSlice(each);
        all.add(slice);
        FitSlice last = slices.isEmpty() ? null : slices.get(slices.size() - 1);
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
      for (FitSlice slice : slices) {
        if (!slice.isThin()) {
          slice.smile = slice.seed();
        }
      }
      fitJointly();
      if (model == SurfaceModel.SVI) {
        fitEach();
        new ArbitrageRepair(slices).run();
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
      return all.stream().map(FitSlice::report).toList();
    }

    private void fitJointly() {
      SliceData[] data = slices.stream().map(slice -> slice.data).toArray(SliceData[]::new);
      Essvi[] shared = SsviFit.fit(data);
      boolean anyThin = slices.stream().anyMatch(FitSlice::isThin);
      boolean needsEach = model == SurfaceModel.ESSVI || (model == SurfaceModel.SVI && anyThin);
      Essvi[] each = needsEach ? EssviFit.fit(data, shared) : shared;
      for (int i = 0; i < shared.length; i++) {
        FitSlice slice = slices.get(i);
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
        FitSlice slice = slices.get(i);
        if (!slice.isThin()) {
          slice.smile =
              new SviFit(slice.data, null, null, slice.shape, 0, slice.scale)
                  .polish(slice.smile, slice.shape);
          slice.scale = slice.data.scale(slice.smile);
        }
        slice.unrepaired = slice.smile;
        findViolations(slice, slice.smile, i == 0 ? null : slices.get(i - 1).smile, before);
      }
    }

    private void findViolations(
        FitSlice slice, Svi smile, @Nullable Svi earlier, List<Violation> found) {
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
        FitSlice slice = slices.get(i);
        years[i] = slice.quotes.years();
        forwards[i] = slice.quotes.forward();
        discountFactors[i] = slice.quotes.discountFactor();
        smiles[i] = slice.smile;
      }
      return new FittedSurface(years, smiles, forwards, discountFactors, spot, false);
    }
  }
}
