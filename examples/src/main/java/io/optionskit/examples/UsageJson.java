/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.PointCounts;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.examples.report.Json;

/** What a question cost and brought, for the documents of commands. */
final class UsageJson {

  private UsageJson() {}

  static ObjectNode of(OpenProvider provider) {
    HttpUsage usage = provider.usage();
    PointCounts points = provider.points();
    ObjectNode json = Json.object();
    json.put("calls", usage.calls()).put("callsToday", usage.callsToday());
    json.put("bytes", usage.bytes()).put("networkBytes", usage.networkBytes());
    json.put("pointsReceived", points.received()).put("pointsFiltered", points.filtered());
    return json;
  }
}
