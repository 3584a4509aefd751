/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.util.Locale;
import java.util.Set;

/** Knows secrets by the names that they go by. */
final class Scrubber {

  /** Stands in place of a secret. */
  static final String HIDDEN = "***";

  private static final Set<String> SECRET_NAMES =
      Set.of(
          "accesskey",
          "accesstoken",
          "apcaapikeyid",
          "apcaapisecretkey",
          "apikey",
          "apikeyid",
          "apisecret",
          "auth",
          "authorization",
          "authtoken",
          "bearer",
          "clientsecret",
          "crumb",
          "csrftoken",
          "gcrumb",
          "idtoken",
          "key",
          "passwd",
          "password",
          "refreshtoken",
          "secret",
          "secretkey",
          "sessionid",
          "sig",
          "signature",
          "token",
          "userkey",
          "xapikey");

  /** What people write into a recording in place of a secret. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(HIDDEN, "KEY", "CRUMB", "SCRUBBED", "REDACTED", "YOUR_API_KEY", "TOKEN");

  private Scrubber() {}

  /** Returns whether a parameter of that name carries a secret, however it is written. */
  static boolean isSecretName(String name) {
    return SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
  }

  /** Returns whether a value only stands for a secret. */
  static boolean isPlaceholder(String value) {
    return PLACEHOLDERS.contains(value);
  }
}
