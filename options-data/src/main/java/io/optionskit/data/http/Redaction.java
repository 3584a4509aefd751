/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Locale.ROOT;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** Takes secrets out of texts, however servers spell them. May be used by several threads. */
public final class Redaction {

  private static final String HIDDEN = "***";
  private static final int SHORTEST_SECRET = 4;
  private static final int SHORTEST_IN_BODY = 8; // a key such as "demo" is a word of data too
  private static final Pattern PER_CENT = Pattern.compile("%[0-9A-F]{2}");
  private static final int MOST_SECRETS = 512;

  private final Set<String> parameters;
  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> secrets = new LinkedHashSet<>();

  /**
   * Creates a redaction that knows no secret yet.
   *
   * @param parameters names of parameters whose values are secrets
   */
  public Redaction(Set<String> parameters) {
    this.parameters = Set.copyOf(parameters);
  }

  /**
   * Remembers a value that must never be told, however it is written.
   *
   * @param value the secret; one of less than 4 characters is not remembered
   */
  public synchronized void addKey(String value) {
    keys.addAll(spellings(value));
  }

  /** Remembers a value that must not be told, until many others have come. */
  synchronized void addSecret(String value) {
    for (String spelling : spellings(value)) {
      secrets.remove(spelling); // to the end of those that may be forgotten
      secrets.add(spelling);
    }
    Iterator<String> oldest = secrets.iterator();
    while (secrets.size() > MOST_SECRETS) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Returns the ways in which servers write a value: in addresses, JSON, HTML and headers. */
  private static Set<String> spellings(String value) {
    if (value.length() < SHORTEST_SECRET) {
      return Set.of();
    }
    String inAddress = URLEncoder.encode(value, StandardCharsets.UTF_8);
    Base64.Encoder base64 = Base64.getEncoder();
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(value);
    spellings.add(inAddress);
    spellings.add(inAddress.replace("+", "%20"));
    spellings.add(PER_CENT.matcher(inAddress).replaceAll(hex -> hex.group().toLowerCase(ROOT)));
    spellings.add(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    spellings.add(value.replace("&", "&amp;"));
    spellings.add(value.replace("&", "\\u0026").replace("+", "\\u002b").replace("=", "\\u003d"));
    spellings.add(base64.encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    spellings.add(base64.encodeToString((value + ":").getBytes(StandardCharsets.UTF_8)));
    return spellings;
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

  /** Remembers the values of the secret fields of a form. */
  void addSecretsOf(Map<String, String> form) {
    form.forEach(
        (name, value) -> {
          if (parameters.contains(name)) {
            addSecret(value);
          }
        });
  }

  /**
   * Returns a body without the keys that a server repeats in it. What was learned from answers
   * themselves, such as a crumb, stays.
   */
  byte[] of(byte[] body) {
    List<String> known;
    synchronized (this) {
      known = keys.stream().filter(key -> key.length() >= SHORTEST_IN_BODY).toList();
    }
    String text = new String(body, ISO_8859_1);
    String shown = text;
    for (String key : known) {
      shown = shown.replace(key, HIDDEN);
    }
    return shown.equals(text) ? body : shown.getBytes(ISO_8859_1);
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

  /**
   * Returns a text as it may be shown.
   *
   * @param text any text
   * @return the text with each secret replaced by {@code ***}
   */
  public synchronized String of(String text) {
    List<String> longestFirst =
        Stream.concat(keys.stream(), secrets.stream())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String shown = text;
    for (String secret : longestFirst) {
      shown = shown.replace(secret, HIDDEN);
    }
    return shown;
  }
}
