/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** Cookies of one caller, kept in memory and sent only to the hosts they belong to. */
final class MemoryCookies implements CookieJar {

  private final CopyOnWriteArrayList<Cookie> kept = new CopyOnWriteArrayList<>();
  private final Redaction redaction;

  MemoryCookies(Redaction redaction) {
    this.redaction = redaction;
  }

  @Override
  public synchronized void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
    for (Cookie cookie : cookies) {
      kept.removeIf(
          old ->
              old.name().equals(cookie.name())
                  && old.domain().equals(cookie.domain())
                  && old.path().equals(cookie.path()));
      if (cookie.expiresAt() > 0) { // an age of zero takes the cookie away
        kept.add(cookie);
      }
      redaction.addSecret(cookie.value());
    }
  }

  @Override
  public List<Cookie> loadForRequest(HttpUrl url) {
    return kept.stream().filter(cookie -> cookie.matches(url)).toList();
  }

  synchronized void clear() {
    kept.clear();
  }
}
