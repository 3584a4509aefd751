/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;

/** Takes secrets out of texts. May be used by several threads. */
final class Redaction {

  private static final String HIDDEN = "***";
  private static final int SHORTEST_SECRET = 4;
  private static final int MOST_SECRETS = 512;

  private final Set<String> parameters;
  private final Set<String> secrets = new LinkedHashSet<>();

  Redaction(Set<String> parameters) {
    this.parameters = Set.copyOf(parameters);
  }

  /** Remembers a value that must not be told, however it is written. */
  synchronized void addSecret(String value) {
    if (value.length() < SHORTEST_SECRET) {
      return;
    }
    secrets.add(value);
    secrets.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    Iterator<String> oldest = secrets.iterator();
    while (secrets.size() > MOST_SECRETS) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Remembers the values of the secret parameters of an address. */
  void addSecretsOf(URI uri) {
    HttpUrl url = HttpUrl.get(uri.toString());
    for (String parameter : parameters) {
      for (String value : url.queryParameterValues(parameter)) {
        if (value != null) {
          addSecret(value);
        }
      }
    }
  }

  /** Returns an address as it may be shown. */
  String of(URI uri) {
    HttpUrl url = HttpUrl.get(uri.toString());
    HttpUrl.Builder shown = url.newBuilder().username("").password("").fragment(null);
    for (String parameter : parameters) {
      if (url.queryParameter(parameter) != null) {
        shown.setQueryParameter(parameter, HIDDEN);
      }
    }
    return of(shown.build().toString());
  }

  /** Returns a text as it may be shown. */
  synchronized String of(String text) {
    List<String> longestFirst =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    String shown = text;
    for (String secret : longestFirst) {
      shown = shown.replace(secret, HIDDEN);
    }
    return shown;
  }
}
