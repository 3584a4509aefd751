/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves raw SVI smiles until none has butterfly arbitrage and no two neighbours cross.
 *
 * <p>First each smile alone is brought to where it has no butterflies; then all move together, with
 * penalties where neighbours cross. Penalties are measured at points, proofs look at the whole
 * line: where a proof fails, a point is added, until none fails. Should that not end, the smiles
 * still violated are moved, from the first expiry on, towards one that is certainly allowed.
 */
final class ArbitrageRepair {

  private static final double[] STRICTNESS = {0.3, 3, 30};
  private static final int STEPS = 40;
  private static final int ROUNDS = 12;
  private static final double MARGIN = 1e-5;
  private static final int HALVINGS = 30;
  private static final int SWEEPS = 2;

  private final List<FitSlice> slices;

  ArbitrageRepair(List<FitSlice> slices) {
    this.slices = slices;
  }

  void run() {
    if (firstBad(0) == slices.size()) {
      return;
    }
    for (FitSlice slice : slices) {
      slice.smile = free(slice);
      slice.scale = slice.data.scale(slice.smile);
      slice.repair = slice.isThin() ? Repair.SHAPE_OF_SURFACE : Repair.REFITTED;
    }
    moveTogether();
    if (firstBad(0) < slices.size()) {
      for (int i = firstBad(0); i < slices.size(); i = firstBad(i + 1)) {
        project(i);
      }
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int i = 0; i < slices.size(); i++) {
          improve(i);
        }
      }
    }
  }

  /** Returns the first smile from an index on that is not allowed; their number if all are. */
  private int firstBad(int from) {
    int i = from;
    while (i < slices.size() && isAllowed(slices.get(i).smile, earlier(i))) {
      i++;
    }
    return i;
  }

  private @Nullable Svi earlier(int i) {
    return i == 0 ? null : slices.get(i - 1).smile;
  }

  private @Nullable Svi later(int i) {
    return i + 1 == slices.size() ? null : slices.get(i + 1).smile;
  }

  private static SviFit fit(
      FitSlice slice, @Nullable Svi earlier, @Nullable Svi later, double strictness) {
    return new SviFit(slice.data, earlier, later, slice.shape, strictness, slice.scale);
  }

  /** Returns the best smile without butterflies; the shape of the surface if none is found. */
  private static Svi free(FitSlice slice) {
    SviFit judge = fit(slice, null, null, STRICTNESS[0]);
    Svi best = slice.shape;
    for (Svi start : new Svi[] {slice.smile, slice.shape}) {
      Svi found = start;
      for (double strictness : STRICTNESS) {
        found = fit(slice, null, null, strictness).polish(found);
      }
      if (isFree(found) && judge.cost(found) < judge.cost(best)) {
        best = found;
      }
    }
    return best;
  }

  private void moveTogether() {
    int n = slices.size();
    SviFit[] fits = new SviFit[n];
    Svi[] smiles = new Svi[n];
    for (int i = 0; i < n; i++) {
      fits[i] = fit(slices.get(i), null, null, STRICTNESS[STRICTNESS.length - 1]);
      smiles[i] = slices.get(i).smile;
    }
    SviJointFit joint = new SviJointFit(fits);
    boolean isDone = false;
    for (int round = 0; round < ROUNDS && !isDone; round++) {
      double strictness = STRICTNESS[Math.min(round, STRICTNESS.length - 1)];
      smiles = joint.search(smiles, strictness, STEPS);
      isDone = true;
      for (int i = 0; i < n; i++) {
        if (!isFree(smiles[i])) {
          fits[i].watch(smiles[i].check().logMoneyness());
          isDone = false;
        }
        if (i > 0 && !CalendarCheck.isFree(smiles[i - 1], smiles[i])) {
          joint.watch(i - 1, CalendarCheck.of(smiles[i - 1], smiles[i]).logMoneyness());
          isDone = false;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      slices.get(i).smile = smiles[i];
    }
  }

  private static boolean isFree(Svi smile) {
    return ButterflyCheck.isFree(smile, MARGIN) && ButterflyCheck.isFreeWhenRaised(smile);
  }

  private static boolean isAllowed(Svi smile, @Nullable Svi earlier) {
    return isFree(smile) && (earlier == null || CalendarCheck.isFree(earlier, smile));
  }

  private void project(int i) {
    FitSlice slice = slices.get(i);
    Svi earlier = earlier(i);
    Svi wished = fit(slice, earlier, later(i), 100).polish(slice.smile, slice.shape);
    slice.repair = slice.isThin() ? Repair.SHAPE_OF_SURFACE : Repair.PROJECTED;
    slice.smile =
        isAllowed(wished, earlier)
            ? wished
            : blend(wished, safe(slice, earlier), smile -> isAllowed(smile, earlier));
  }

  /** Moves a smile nearer to its quotes as far as both neighbours let it. */
  private void improve(int i) {
    FitSlice slice = slices.get(i);
    Svi earlier = earlier(i);
    Svi later = later(i);
    SviFit fit = fit(slice, earlier, later, 30);
    Predicate<Svi> isAllowed =
        smile -> isAllowed(smile, earlier) && (later == null || CalendarCheck.isFree(smile, later));
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

  /** Returns a smile that is certainly allowed: flat, or the one before it, raised. */
  private static Svi safe(FitSlice slice, @Nullable Svi earlier) {
    if (earlier == null) {
      return Svi.flat(slice.data.level);
    }
    double missing = slice.data.level - earlier.totalVariance(0);
    return earlier.raised(Math.max(missing, 1e-9 * slice.data.level));
  }

  /** Returns the smile nearest to the wished one on the way to the safe one. */
  private static Svi blend(Svi wished, Svi safe, Predicate<Svi> isAllowed) {
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
