/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import io.optionskit.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Amazon's services want it, version 4. The secret key is in no text that it
 * makes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">AWS,
 *     Authenticating Requests: Using the Authorization Header</a>
 */
final class RequestSignature {

  /** SHA-256 of nothing. */
  static final String NOTHING = sha256(new byte[0]);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private final String accessKey;
  private final Secret secretKey;
  private final String region;
  private final String service;

  RequestSignature(String accessKey, Secret secretKey, String region, String service) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.region = region;
    this.service = service;
  }

  /** Returns an instant as the header {@code x-amz-date} has it. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /**
   * Returns the header {@code Authorization} of a request.
   *
   * @param method such as {@code GET}
   * @param path path, encoded
   * @param query parameters, not encoded
   * @param headers every header that is signed, by its name in small letters; with {@code host} and
   *     {@code x-amz-date}
   * @param contentHash SHA-256 of the body in hexadecimal digits
   */
  String authorization(
      String method,
      String path,
      Map<String, String> query,
      SortedMap<String, String> headers,
      String contentHash) {
    String time = headers.getOrDefault("x-amz-date", "");
    String date = time.substring(0, 8);
    String scope = date + "/" + region + "/" + service + "/aws4_request";
    String names = String.join(";", headers.keySet());
    String request =
        String.join(
            "\n",
            method,
            path,
            query(query),
            headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().trim() + "\n")
                .collect(Collectors.joining()),
            names,
            contentHash);
    String text =
        String.join("\n", ALGORITHM, time, scope, sha256(request.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secretKey.reveal()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {date, region, service, "aws4_request", text}) {
      key = hmac(key, part);
    }
    return ALGORITHM
        + " Credential="
        + accessKey
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + HexFormat.of().formatHex(key);
  }

  /** Returns parameters in the order and form in which they are signed and sent. */
  static String query(Map<String, String> query) {
    TreeMap<String, String> encoded = new TreeMap<>();
    query.forEach((name, value) -> encoded.put(encode(name), encode(value)));
    return encoded.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  /** Returns a path with everything encoded but letters, digits, {@code -._~} and slashes. */
  static String path(String path) {
    return encode(path).replace("%2F", "/");
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          (octet >= 'A' && octet <= 'Z')
              || (octet >= 'a' && octet <= 'z')
              || (octet >= '0' && octet <= '9')
              || "-._~".indexOf(octet) >= 0;
      if (isPlain) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
