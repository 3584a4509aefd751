/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import static io.optionskit.ml.feature.Feature.flag;
import static io.optionskit.ml.feature.Feature.relative;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The built-in features by group, in the order of SPEC Appendix F. */
final class Catalogue {

  private static final List<Feature> OPTIONS =
      List.of(
          relative("moneyness", c -> c.strike() / c.spot()),
          relative("abs_moneyness", c -> Math.abs(c.strike() - c.spot()) / c.spot()),
          relative("log_moneyness", c -> StrictMath.log(c.strike() / c.spot())),
          relative("delta_call", Candidate::callDelta),
          relative("delta_put", Candidate::putDelta),
          relative("gamma_call", Candidate::callGamma),
          relative("vega_call", Candidate::callVegaPerPoint),
          relative("theta_call", Candidate::callThetaPerDay),
          relative("iv_call", Candidate::callVolatility),
          relative("iv_put", Candidate::putVolatility),
          relative("iv_skew", c -> c.putVolatility() - c.callVolatility()),
          relative("iv_atm", Candidate::atmVolatility),
          relative("spread_pct", Candidate::relativeSpread),
          relative("volume_oi_ratio", c -> c.volume() / c.openInterest()),
          relative("log_volume", c -> StrictMath.log1p(c.volume())),
          relative("log_open_interest", c -> StrictMath.log1p(c.openInterest())),
          relative(
              "std_moneyness",
              c ->
                  StrictMath.log(c.strike() / c.forward())
                      / (c.atmVolatility() * Math.sqrt(c.years()))),
          relative("expected_move_pct", c -> c.straddle() / c.spot()),
          relative("dist_to_expected_move", c -> Math.abs(c.strike() - c.spot()) / c.straddle()));

  private static final List<Feature> VOLATILITY =
      List.of(
          relative("rv_5", c -> c.prices().realizedVolatility(5)),
          relative("rv_20", c -> c.prices().realizedVolatility(20)),
          relative(
              "rv_ratio_5_20",
              c -> c.prices().realizedVolatility(5) / c.prices().realizedVolatility(20)),
          relative(
              "hv_iv_ratio_20", c -> c.prices().realizedVolatility(20) / (c.indexLevel() / 100)),
          relative("vix_level", Candidate::indexLevel),
          relative("vix_rank", c -> c.volatilityIndex().rank(c.indexLevel())),
          relative(
              "vix_change_1d", c -> 100 * (c.indexLevel() / c.volatilityIndex().closeBefore() - 1)),
          relative("intraday_rv_30m", c -> c.prices().minuteVolatility(30)));

  private static final List<Feature> PRICE =
      List.of(
          relative("returns_1d", c -> c.prices().dailyReturn(1)),
          relative("returns_5d", c -> c.prices().dailyReturn(5)),
          relative("rsi_14", c -> c.prices().relativeStrength(14)),
          relative("ret_5m", c -> c.spot() / c.prices().minute(5) - 1),
          relative("ret_30m", c -> c.spot() / c.prices().minute(30) - 1),
          relative("gap_pct", c -> c.prices().open() / c.prices().closeBefore() - 1),
          relative("return_since_open", c -> c.spot() / c.prices().open() - 1));

  private static final List<Feature> VOLUME =
      List.of(
          relative("oi_put_call_ratio", Candidate::putCallOpenInterest),
          relative("put_call_volume_ratio", Candidate::putCallVolume));

  private static final List<Feature> TEMPORAL =
      List.of(
          flag("day_of_week", Candidate::dayOfWeek),
          relative("dte", Candidate::daysToExpiry),
          relative("time_to_expiry_years", Candidate::years),
          relative("minutes_to_close", Candidate::minutesToClose),
          flag("is_0dte", c -> c.daysToExpiry() == 0 ? 1 : 0),
          flag("is_half_day", Candidate::isHalfDay));

  private static final List<Feature> DERIVED =
      List.of(
          relative(
              "variance_risk_premium",
              c -> square(c.atmVolatility()) - square(c.prices().realizedVolatility(20))),
          relative(
              "theta_gamma_ratio",
              c -> Math.abs(c.callThetaPerDay()) / (c.callGamma() * square(c.spot()))),
          relative("credit_to_width", Candidate::creditToWidth));

  private static final Map<String, Feature> BY_NAME = byName();

  private Catalogue() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static Feature get(String name) {
    Feature feature = BY_NAME.get(name);
    if (feature == null) {
      throw new IllegalArgumentException(
          "no feature is called '" + name + "'; there are " + BY_NAME.keySet());
    }
    return feature;
  }

  private static Map<String, Feature> byName() {
    Map<String, Feature> features = new LinkedHashMap<>();
    for (List<Feature> group : List.of(OPTIONS, VOLATILITY, PRICE, VOLUME, TEMPORAL, DERIVED)) {
      group.forEach(feature -> features.put(feature.name(), feature));
    }
    return features;
  }

  private static double square(double value) {
    return value * value;
  }
}
