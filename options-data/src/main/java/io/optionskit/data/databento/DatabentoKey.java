/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A key of Databento that does not show itself. Immutable.
 *
 * <p>Its text is only sent to Databento: as a user name over HTTPS, and hashed to the live gateway.
 */
public final class DatabentoKey {

  private static final int BUCKET_LENGTH = 5;
  private static final String HIDDEN = "***";

  private final String key;

  private DatabentoKey(String key) {
    this.key = key;
  }

  /**
   * Returns the key of a text.
   *
   * @param text key as Databento gives it, such as {@code db-} with 29 characters
   * @return key
   * @throws IllegalArgumentException unless the text has 8 to 128 letters, digits, dashes or
   *     underscores; the message does not show it
   */
  public static DatabentoKey of(String text) {
    if (!text.matches("[A-Za-z0-9_-]{8,128}")) {
      throw new IllegalArgumentException(
          "a Databento key has 8 to 128 letters, digits, dashes or underscores; this text has "
              + text.length()
              + " characters"
              + (text.isBlank() ? ", all blank" : ", some of them others or too few"));
    }
    return new DatabentoKey(text);
  }

  /** Returns the header value that makes the key the user name, with no password. */
  String authorization() {
    return "Basic " + encoded();
  }

  /** Returns the key in every form in which it is sent over HTTP. */
  List<String> secrets() {
    return List.of(key, encoded());
  }

  /** Returns the answer to the gateway's challenge: a hash, and which key it is of. */
  String answerTo(String challenge) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((challenge + "|" + key).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash) + "-" + key.substring(key.length() - BUCKET_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns a text with this key taken out, however it is written. */
  String redact(String text) {
    return text.replace(key, HIDDEN).replace(encoded(), HIDDEN);
  }

  /**
   * Returns a text that tells nothing of the key.
   *
   * @return always the same
   */
  @Override
  public String toString() {
    return "DatabentoKey[" + HIDDEN + "]";
  }

  private String encoded() {
    return Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
  }
}
