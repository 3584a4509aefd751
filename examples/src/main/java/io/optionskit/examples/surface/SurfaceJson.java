/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.examples.report.Json;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ForwardFit;
import io.optionskit.greeks.surface.ExpiryReport;
import io.optionskit.greeks.surface.QuoteUse;
import io.optionskit.greeks.surface.SurfaceFit;
import io.optionskit.greeks.surface.Svi;
import io.optionskit.greeks.surface.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Snapshots as JSON: per expiry forward, quotes, fit and repair; violations before and after. */
public final class SurfaceJson {

  private SurfaceJson() {}

  /**
   * Returns a snapshot.
   *
   * @param snapshot snapshot
   * @return object; numbers that there are none of are null
   */
  public static ObjectNode of(Snapshot snapshot) {
    SurfaceFit fit = snapshot.fit();
    ObjectNode json = Json.object();
    json.put("time", snapshot.time().toString());
    json.put("underlying", snapshot.underlying());
    put(json, "spot", snapshot.spot().orElse(Double.NaN));
    json.put("model", lower(fit.model().name()));
    json.put("isArbitrageFree", fit.isFree());
    json.put("quotes", snapshot.quotes());
    json.put("quotesUsed", snapshot.used());
    put(json, "shareWithinBidAsk", fit.shareWithin());
    put(json, "rmsError", fit.rmsError());
    violations(json.putArray("violationsBefore"), fit.before());
    violations(json.putArray("violationsAfter"), fit.after());
    ArrayNode expiries = json.putArray("expiries");
    fit.expiries().forEach(expiry -> expiries.add(expiry(snapshot, expiry)));
    return json;
  }

  private static ObjectNode expiry(Snapshot snapshot, ExpiryReport expiry) {
    Optional<ExpiryForward> forward = snapshot.forward(expiry);
    ObjectNode json = Json.object();
    json.put("expiry", expiry.name());
    json.put("root", forward.map(ExpiryForward::root).orElse(""));
    json.put("expiration", forward.map(each -> each.expiry().toString()).orElse(""));
    put(json, "years", expiry.years());
    put(json, "forward", expiry.forward());
    put(json, "discountFactor", expiry.discountFactor());
    json.put("forwardSource", forward.map(each -> lower(each.source().name())).orElse(""));
    json.put("parityPairs", forward.map(ExpiryForward::pairs).orElse(0));
    put(
        json,
        "forwardError",
        forward.flatMap(ExpiryForward::fit).map(ForwardFit::standardError).orElse(Double.NaN));
    json.put("quotes", expiry.quotes().size());
    ObjectNode uses = json.putObject("quoteUses");
    for (QuoteUse use : QuoteUse.values()) {
      uses.put(lower(use.name()), expiry.count(use));
    }
    put(json, "rmsError", expiry.rmsError());
    put(json, "rmsErrorInHalfBands", expiry.rmsHalfBands());
    put(json, "shareWithinBidAsk", expiry.shareWithin());
    json.put("repair", lower(expiry.repair().name()));
    put(json, "smallestDensityFactorBefore", expiry.minimumGBefore().orElse(Double.NaN));
    put(json, "smallestDensityFactor", expiry.minimumG().orElse(Double.NaN));
    json.set("svi", expiry.smile().map(SurfaceJson::svi).orElse(null));
    return json;
  }

  private static ObjectNode svi(Svi smile) {
    return Json.object()
        .put("a", smile.a())
        .put("b", smile.b())
        .put("rho", smile.rho())
        .put("m", smile.m())
        .put("sigma", smile.sigma());
  }

  private static void violations(ArrayNode array, List<Violation> violations) {
    for (Violation each : violations) {
      ObjectNode json = array.addObject();
      json.put("kind", lower(each.kind().name()));
      json.put("expiry", each.expiry());
      put(json, "logMoneyness", each.logMoneyness());
      put(json, "size", each.size());
    }
  }

  /** Puts a number; an infinite one as text, because JSON has none. */
  private static void put(ObjectNode json, String name, double value) {
    if (Double.isNaN(value)) {
      json.putNull(name);
    } else if (Double.isInfinite(value)) {
      json.put(name, Double.toString(value));
    } else {
      json.put(name, value);
    }
  }

  private static String lower(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
