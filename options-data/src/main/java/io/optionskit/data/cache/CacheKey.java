/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an answer is kept under: who was asked what.
 *
 * @param provider name of the provider, not blank
 * @param method name of the question, such as {@code chain}, not blank
 * @param arguments its arguments as text, in order
 */
public record CacheKey(String provider, String method, List<String> arguments) {

  private static final String PREFIX = "optionskit:1:";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a name is blank
   */
  public CacheKey {
    arguments = List.copyOf(arguments);
    if (provider.isBlank() || method.isBlank()) {
      throw new IllegalArgumentException(
          "key needs a provider and a method: '" + provider + "', '" + method + "'");
    }
  }

  /**
   * Returns a key.
   *
   * @param provider name of the provider
   * @param method name of the question
   * @param arguments its arguments; their text must tell them apart
   * @return the key
   */
  public static CacheKey of(String provider, String method, Object... arguments) {
    return new CacheKey(
        provider, method, List.of(arguments).stream().map(Object::toString).toList());
  }

  /**
   * Returns the key as one text, the same in every program: {@code
   * optionskit:1:provider:method:argument,argument}, each part encoded as in a form on the web, so
   * that different keys have different texts.
   *
   * @return text of ASCII without blanks
   */
  public String text() {
    return PREFIX
        + encoded(provider)
        + ':'
        + encoded(method)
        + ':'
        + arguments.stream().map(CacheKey::encoded).collect(Collectors.joining(","));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }
}
