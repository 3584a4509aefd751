/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A complete, checked configuration: one value for every key of {@link ProfileKeys}.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class Profile {

  /** Profiles that come with the program. */
  public static final List<String> SHIPPED = List.of("weekly-ivrank", "lean-0dte");

  private final String name;
  private final Map<String, Object> values;
  private final SortedMap<String, String> canonical;

  Profile(String name, Map<String, Object> values, SortedMap<String, String> canonical) {
    this.name = name;
    this.values = Map.copyOf(values);
    this.canonical = Collections.unmodifiableSortedMap(new TreeMap<>(canonical));
  }

  /**
   * Loads a profile, applies overrides and checks the whole.
   *
   * @param nameOrFile name of a shipped profile, or a YAML file
   * @param environment environment variables; those of the configuration override the file
   * @param overrides {@code key=value} texts, which override both
   * @return the profile
   * @throws InvalidProfileException if anything is wrong; carries all of it
   */
  public static Profile load(
      String nameOrFile, Map<String, String> environment, List<String> overrides) {
    return ProfileReader.read(nameOrFile, environment, overrides);
  }

  /**
   * Returns the name of the profile.
   *
   * @return name of the shipped profile, or the file name without its ending
   */
  public String name() {
    return name;
  }

  /**
   * Returns a value.
   *
   * @param key what for
   * @param <T> type of the value
   * @return the value; never missing
   */
  @SuppressWarnings("unchecked") // the reader put the value there by the same key
  public <T> T get(Key<T> key) {
    Object value = values.get(key.name());
    if (value == null) {
      throw new IllegalStateException("profile " + name + " has no key " + key.name());
    }
    return (T) value;
  }

  /**
   * Returns every setting as text.
   *
   * @return canonical value by key: equal profiles give equal maps, however they were written
   */
  public SortedMap<String, String> canonical() {
    return canonical;
  }

  /**
   * Returns the dollars lost when the largest permitted position is stopped out once.
   *
   * @return dollars ≥ 0 at the starting cash of the profile
   */
  public BigDecimal largestStopOut() {
    return switch (get(ProfileKeys.SIZING)) {
      case RISK_FRACTION ->
          get(ProfileKeys.RISK_PER_TRADE).multiply(get(ProfileKeys.STARTING_CASH));
      case ADAPTIVE_DOLLAR -> {
        BigDecimal highest = get(ProfileKeys.CLAMP).map(Range::high).orElse(BigDecimal.ONE);
        BigDecimal base = get(ProfileKeys.BASE_USD).orElse(BigDecimal.ZERO).multiply(highest);
        BigDecimal size = get(ProfileKeys.MAX_USD).map(base::min).orElse(base);
        yield size.multiply(get(ProfileKeys.STOP_PREMIUM).orElse(BigDecimal.ONE));
      }
    };
  }

  /**
   * Returns the dollars that may be lost on one day.
   *
   * @return the smaller of the fraction of the starting cash and the limit in dollars
   */
  public BigDecimal dailyLossLimit() {
    BigDecimal byEquity =
        get(ProfileKeys.DAILY_LOSS_FRACTION).multiply(get(ProfileKeys.STARTING_CASH));
    return get(ProfileKeys.DAILY_LOSS_USD).map(byEquity::min).orElse(byEquity);
  }

  /**
   * Returns the SHA-256 of settings.
   *
   * @param settings canonical text by key
   * @return 64 hexadecimal digits
   */
  public static String sha256(SortedMap<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
