/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a bucket of an S3-compatible object store is.
 *
 * @param endpoint address of the service, such as {@code https://s3.eu-central-1.amazonaws.com}:
 *     HTTPS, or HTTP on the loopback interface
 * @param region region that signatures are made for; {@code us-east-1} where a service has none
 * @param bucket name of the bucket
 * @param prefix what stands before the names of all objects, without a slash at its ends; may be
 *     empty
 * @param isPathStyle true to name the bucket in the path, {@code https://host/bucket/key}; false to
 *     name it in the host, {@code https://bucket.host/key}
 */
public record BucketAddress(
    URI endpoint, String region, String bucket, String prefix, boolean isPathStyle) {

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if a part of it cannot be right
   */
  public BucketAddress {
    String host = String.valueOf(endpoint.getHost());
    boolean isLocal = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
    if (!"https".equals(endpoint.getScheme())
        && !(isLocal && "http".equals(endpoint.getScheme()))) {
      throw new IllegalArgumentException(
          "the endpoint must begin with https://, or http:// on the loopback interface: "
              + endpoint);
    }
    if (endpoint.getHost() == null
        || endpoint.getUserInfo() != null
        || endpoint.getQuery() != null
        || !String.valueOf(endpoint.getPath()).matches("/?")) {
      throw new IllegalArgumentException(
          "the endpoint must be a scheme, a host and at most a port");
    }
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "the name of a bucket has 3 to 63 of a-z, 0-9, '.' and '-': " + bucket);
    }
    if (!region.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("the region must be like eu-central-1: " + region);
    }
    if (!prefix.matches("([A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*)?")
        || prefix.matches("(.*/)?\\.\\.?(/.*)?")) {
      throw new IllegalArgumentException(
          "the prefix must be names of A-Z, a-z, 0-9 and - _ . with slashes between: " + prefix);
    }
  }

  /**
   * Returns the address of a bucket of Amazon.
   *
   * @param region region of the bucket
   * @param bucket name of the bucket
   * @param prefix what stands before the names of all objects; may be empty
   * @return the address, with the bucket in the host
   */
  public static BucketAddress amazon(String region, String bucket, String prefix) {
    return new BucketAddress(
        URI.create("https://s3." + region + ".amazonaws.com"), region, bucket, prefix, false);
  }

  /**
   * Reads an address: {@code s3://bucket/prefix?region=eu-central-1} is Amazon's, {@code
   * s3://bucket/prefix?endpoint=https://objects.example:9000} another service's. Settings are
   * {@code region}, {@code endpoint} and {@code style}, which is {@code path} or {@code host}; a
   * bucket of another service than Amazon's is named in the path unless it says so.
   *
   * @param text the address
   * @return the address
   * @throws IllegalArgumentException if it cannot be understood or has an unknown setting
   */
  public static BucketAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address of a bucket: " + e.getMessage(), e);
    }
    if (!"s3".equals(uri.getScheme()) || uri.getAuthority() == null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "the address of a bucket must be like s3://bucket/prefix?region=eu-central-1");
    }
    if (uri.getAuthority().contains("@")) {
      throw new IllegalArgumentException(
          "keys must not stand in the address of a bucket: pass them as AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY");
    }
    Map<String, String> settings = settings(uri);
    String region = settings.getOrDefault("region", "us-east-1");
    String endpoint = settings.get("endpoint");
    String style = settings.getOrDefault("style", endpoint == null ? "host" : "path");
    if (!style.equals("host") && !style.equals("path")) {
      throw new IllegalArgumentException("the style must be host or path: " + style);
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    return new BucketAddress(
        URI.create(endpoint == null ? "https://s3." + region + ".amazonaws.com" : endpoint),
        region,
        uri.getAuthority(),
        path.replaceAll("^/|/$", ""),
        style.equals("path"));
  }

  /** Returns the address as text that {@link #parse} reads. */
  @Override
  public String toString() {
    return "s3://"
        + bucket
        + (prefix.isEmpty() ? "" : "/" + prefix)
        + "?region="
        + region
        + "&endpoint="
        + endpoint
        + "&style="
        + (isPathStyle ? "path" : "host");
  }

  /** Returns the name of an object below the prefix. */
  String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static Map<String, String> settings(URI uri) {
    Map<String, String> settings = new TreeMap<>();
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    for (String setting : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = setting.indexOf('=');
      String name = equals < 0 ? setting : setting.substring(0, equals).toLowerCase(Locale.ROOT);
      if (equals < 0 || !name.matches("region|endpoint|style")) {
        throw new IllegalArgumentException(
            "unknown setting '"
                + name
                + "' in the address of a bucket; known are region, endpoint and style");
      }
      settings.put(name, setting.substring(equals + 1));
    }
    return settings;
  }
}
