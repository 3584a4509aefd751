/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.CboeChain;
import io.optionskit.greeks.SharedChains;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how well surfaces fit the real chains; with the argument {@code expiries}, line by line.
 */
final class SurfaceTable {

  /** A file of chains: rate for its forwards, and of how many snapshots one is taken. */
  record Chains(String file, double rate, int every) {

    List<OptionChain> read() {
      if (file.equals(RUT)) {
        return List.of(CboeChain.chain());
      }
      List<SharedChains.Snapshot> snapshots = SharedChains.read(file);
      List<OptionChain> chains = new ArrayList<>();
      for (int i = 0; i < snapshots.size(); i += every) {
        chains.add(snapshots.get(i).chain());
      }
      return chains;
    }

    List<SliceQuotes> quotes(OptionChain chain) {
      EuropeanEquivalents european = EuropeanEquivalents.of(chain, ChainForwards.of(rate));
      return SliceQuotes.of(chain, european, YearClock.CALENDAR);
    }
  }

  private static final String RUT = "RUT 2023-09-20";

  static final List<Chains> ALL =
      List.of(
          new Chains(RUT, 0.053, 1),
          new Chains("options/eod/spx_2011-01-03_05_fullchain.csv.gz", 0.002, 1),
          new Chains("options/eod/spxw_exp2018-01-31_lifetime.csv.gz", 0.015, 1),
          new Chains("options/eod/spy_2026-08_daily_snapshot_90d.csv.gz", 0.037, 1),
          new Chains("options/eod/iwm_2026-08_daily_snapshot_90d.csv.gz", 0.037, 1),
          new Chains("options/intraday/lean1m_twx_2014-06-05.csv.gz", 0.001, 10),
          new Chains("options/intraday/lean1h_aapl_2014-06-06.csv.gz", 0.001, 1),
          new Chains("options/intraday/yahoo5m_aapl_2020-12-17.csv.gz", 0.001, 5),
          new Chains("options/intraday/yahoo5m_ba_2020-12-17.csv.gz", 0.001, 5),
          new Chains("options/intraday/yahoo5m_bac_2020-12-17.csv.gz", 0.001, 5),
          new Chains("options/intraday/lean1m_spxw_2021-01-04_05.csv.gz", 0.001, 40),
          new Chains("options/intraday/lean1m_goog_2015-12-23.csv.gz", 0.003, 20),
          new Chains("options/intraday/lean1m_nwsa_2013-06-28.csv.gz", 0.001, 20));

  private SurfaceTable() {}

  /** Prints. */
  public static void main(String[] args) {
    boolean isLong = Arrays.asList(args).contains("expiries");
    for (Chains chains : ALL) {
      if (args.length > 0 && !isLong && !chains.file().contains(args[0])) {
        continue;
      }
      if (isLong && args.length > 1 && !chains.file().contains(args[1])) {
        continue;
      }
      List<OptionChain> all = chains.read();
      for (SurfaceModel model : SurfaceModel.values()) {
        Sum sum = new Sum();
        for (OptionChain chain : all) {
          List<SliceQuotes> quotes = chains.quotes(chain);
          long from = System.nanoTime();
          SurfaceFit fit = SurfaceFitter.of(model).fit(quotes);
          sum.add(fit, System.nanoTime() - from);
          if (isLong && model == SurfaceModel.SVI) {
            System.out.println(chain.time());
            fit.expiries().forEach(SurfaceTable::print);
            fit.before().forEach(System.out::println);
          }
        }
        sum.print(chains.file(), model);
      }
    }
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

  /** What is summed over the snapshots of a file. */
  private static final class Sum {
    int surfaces;
    int expiries;
    int quotes;
    int within;
    int outliers;
    int before;
    int notFree;
    int mixed;
    int repaired;
    int projected;
    double squares;
    double bands;
    long fastest = Long.MAX_VALUE;
    long slowest;

    void add(SurfaceFit fit, long ns) {
      surfaces++;
      expiries += fit.expiries().size();
      before += fit.before().size();
      notFree += fit.isFree() ? 0 : 1;
      mixed += fit.mixedIntervals();
      fastest = Math.min(fastest, ns);
      slowest = Math.max(slowest, ns);
      for (ExpiryReport expiry : fit.expiries()) {
        outliers += expiry.count(QuoteUse.OUTLIER);
        repaired += expiry.repair() == Repair.REFITTED ? 1 : 0;
        projected += expiry.repair() == Repair.PROJECTED ? 1 : 0;
        int used = expiry.repair() == Repair.LEFT_OUT ? 0 : expiry.count(QuoteUse.USED);
        if (used > 0) {
          quotes += used;
          within += (int) Math.rint(used * expiry.shareWithin());
          squares += used * expiry.rmsError() * expiry.rmsError();
          bands += used * expiry.rmsHalfBands() * expiry.rmsHalfBands();
        }
      }
    }

    void print(String file, SurfaceModel model) {
      System.out.printf(
          Locale.ROOT,
          "%-45s %-5s surf %3d exp %4d quotes %6d out %3d rms %6.3f pts %5.2f bands within %5.1f%% viol"
              + " %3d notfree %d refit %3d proj %3d mix %d ms %.1f..%.1f%n",
          file,
          model,
          surfaces,
          expiries,
          quotes,
          outliers,
          100 * Math.sqrt(squares / quotes),
          Math.sqrt(bands / quotes),
          100.0 * within / quotes,
          before,
          notFree,
          repaired,
          projected,
          mixed,
          fastest * 1e-6,
          slowest * 1e-6);
    }
  }
}
