/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how well surfaces fit all snapshots of the real chains.
 *
 * <p>Arguments: {@code expiries} for a line per expiry, and a part of a file's name for that file
 * only.
 */
final class SurfaceTable {

  private SurfaceTable() {}

  /** Prints. */
  public static void main(String[] args) {
    List<String> words = Arrays.asList(args);
    boolean isLong = words.contains("expiries");
    String name = words.stream().filter(word -> !word.equals("expiries")).findFirst().orElse("");
    for (RealChain file : RealChain.ALL) {
      if (file.file().contains(name)) {
        List<OptionChain> chains = file.read();
        for (SurfaceModel model : SurfaceModel.values()) {
          print(file, chains, model, isLong && model == SurfaceModel.SVI);
        }
      }
    }
  }

  private static void print(
      RealChain file, List<OptionChain> chains, SurfaceModel model, boolean isLong) {
    SurfaceFigures sum = new SurfaceFigures();
    long equivalentsNs = 0;
    long fitNs = 0;
    for (OptionChain chain : chains) {
      long start = System.nanoTime();
      EuropeanEquivalents european = EuropeanEquivalents.of(chain, ChainForwards.of(file.rate()));
      List<SliceQuotes> quotes = SliceQuotes.of(chain, european, YearClock.CALENDAR);
      long middle = System.nanoTime();
      SurfaceFit fit = SurfaceFitter.of(model).fit(quotes);
      equivalentsNs += middle - start;
      fitNs += System.nanoTime() - middle;
      sum.add(chain, european);
      sum.add(fit);
      if (isLong) {
        System.out.println(chain.time());
        fit.expiries().forEach(SurfaceTable::print);
        fit.before().forEach(System.out::println);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-50s %-5s chains %d surfaces %d expiries %d quotes %d points %.2f bands %.2f within %.1f%%"
            + " violations %d not free %d projected %d outliers %d pairs %d within %.1f%%"
            + " solved %.2f%% ms %.1f %.1f%n",
        file.file(),
        model,
        sum.chains,
        sum.surfaces,
        sum.expiries,
        sum.quotes,
        100 * sum.rmsError(),
        sum.rmsHalfBands(),
        100 * sum.shareWithin(),
        sum.violations,
        sum.notFree,
        sum.projected,
        sum.outliers,
        sum.pairs,
        100 * sum.shareOfPairs(),
        100 * sum.shareSolved(),
        equivalentsNs * 1e-6 / sum.chains,
        fitNs * 1e-6 / sum.chains);
  }

  private static void print(ExpiryReport expiry) {
    System.out.printf(
        Locale.ROOT,
        "  %-16s %8.5f used %3d bounds %3d out %2d  rms %6.3f pts %6.2f bands within %5.1f%% %s g %.4f"
            + " was %.4f%n",
        expiry.name(),
        expiry.years(),
        expiry.count(QuoteUse.USED),
        expiry.count(QuoteUse.UPPER_BOUND) + expiry.count(QuoteUse.LOWER_BOUND),
        expiry.count(QuoteUse.OUTLIER),
        100 * expiry.rmsError(),
        expiry.rmsHalfBands(),
        100 * expiry.shareWithin(),
        expiry.repair(),
        expiry.minimumG().orElse(Double.NaN),
        expiry.minimumGBefore().orElse(Double.NaN));
  }
}
