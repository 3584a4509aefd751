/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.data.http.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call asks for, whoever it asks and whatever key it shows: method, path, and parameters of
 * query and form together, in any order.
 *
 * @param method such as {@code GET}
 * @param path parts between slashes, decoded
 * @param parameters values by name, decoded; without secrets
 * @param bodySha256 of a body that is no form, empty for none or an unknown one
 */
record Asked(
    String method,
    List<String> path,
    Map<String, List<String>> parameters,
    Optional<String> bodySha256) {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^/?#]*([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);
  private static final Pattern REMARK = Pattern.compile("\\(?(\\w+)[= ]([^\\s()]+)\\)?");

  static Asked of(WireRequest request) {
    boolean isForm =
        request.headers().getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT).contains(FORM);
    byte[] body = request.body();
    String form = isForm ? new String(body, StandardCharsets.UTF_8) : "";
    return of(
        request.method(),
        request.uri().toString(),
        form,
        isForm || body.length == 0
            ? Optional.empty()
            : Optional.of(Sha256.of(new Scrubber(request.redaction()).body(request.uri(), body))));
  }

  /** Returns what a recorded call asks for; its address is an HTTP one. */
  static Asked of(RecordedCall call) {
    int blank = call.url().indexOf(' ');
    String address = blank < 0 ? call.url() : call.url().substring(0, blank);
    Asked asked = of(call.method(), address, call.form(), call.requestSha256());
    Matcher remark = REMARK.matcher(blank < 0 ? "" : call.url().substring(blank + 1));
    if (remark.matches()) { // such as: dataset=OPRA.PILLAR, or: (schema trades)
      asked.parameters.computeIfAbsent(remark.group(1), name -> List.of(remark.group(2)));
    }
    return asked;
  }

  static Asked of(String method, String address, String form, Optional<String> bodySha256) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no http or https address: " + address);
    }
    Map<String, List<String>> parameters = new TreeMap<>();
    addAll(parameters, parts.group(2) == null ? "" : parts.group(2));
    addAll(parameters, form);
    return new Asked(method, path(parts.group(1)), parameters, bodySha256);
  }

  private static List<String> path(String raw) {
    String inner = raw.startsWith("/") ? raw.substring(1) : raw;
    // A plus in a path is a plus, unlike one in a query.
    return Arrays.stream(inner.split("/", -1))
        .map(part -> decoded(part.replace("+", "%2B")))
        .toList();
  }

  private static void addAll(Map<String, List<String>> parameters, String encoded) {
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a lone per cent sign
    }
  }

  /** Returns the path for people. */
  String shownPath() {
    return "/" + String.join("/", path);
  }

  /** Returns method, path and parameters for people; of parameters with secret names only these. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(method).append(' ').append(shownPath());
    char before = '?';
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      for (String value : parameter.getValue()) {
        boolean secret = Scrubber.isSecretName(parameter.getKey());
        text.append(before)
            .append(parameter.getKey())
            .append('=')
            .append(secret ? Scrubber.HIDDEN : value);
        before = '&';
      }
    }
    return text.toString();
  }
}
