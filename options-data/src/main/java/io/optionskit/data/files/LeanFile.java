/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One zip file of Lean's layout, as its path describes it.
 *
 * @param path where it is
 * @param security what kind of asset it is about
 * @param resolution length of its bars
 * @param ticker folder or name of the asset, in capital letters
 * @param date date of its rows, empty if it holds many
 * @param content what its rows are
 */
record LeanFile(
    Path path,
    Security security,
    Resolution resolution,
    String ticker,
    Optional<LocalDate> date,
    Content content) {

  /** Kinds of assets; prices of indices are written as they are, others in ten thousandths. */
  enum Security {
    EQUITY(10_000),
    INDEX(1),
    OPTION(10_000),
    INDEXOPTION(10_000);

    final double scale;

    Security(double scale) {
      this.scale = scale;
    }

    boolean isOption() {
      return this == OPTION || this == INDEXOPTION;
    }
  }

  /** Lengths of bars. */
  enum Resolution {
    MINUTE(Duration.ofMinutes(1)),
    SECOND(Duration.ofSeconds(1)),
    HOUR(Duration.ofHours(1)),
    DAILY(Duration.ofDays(1));

    final Duration length;

    Resolution(Duration length) {
      this.length = length;
    }

    /** Returns whether each date has a file of its own. */
    boolean isByDate() {
      return this == MINUTE || this == SECOND;
    }
  }

  /** What the rows of a file are. */
  enum Content {
    TRADE,
    QUOTE,
    OPENINTEREST
  }

  private static final String CONTENT = "(trade|quote|openinterest)";
  private static final String END = "(?:_(?:american|european))?(?:\\.zip)+";
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:^|.*/)(equity|index|option|indexoption)/usa/(minute|second|hour|daily)/(.+)");
  private static final Pattern OF_DATE =
      Pattern.compile("([a-z0-9.]{1,12})/(\\d{8})_" + CONTENT + END);
  private static final Pattern OF_MANY =
      Pattern.compile("([a-z0-9.]{1,12}?)(?:_\\d{4})?(?:_" + CONTENT + ")?" + END);

  /** Returns what a path describes, empty if it is not one of the layout. */
  static Optional<LeanFile> of(Path path) {
    Matcher place = PLACE.matcher(path.toAbsolutePath().toString().replace('\\', '/'));
    if (!place.matches()) {
      return Optional.empty();
    }
    Security security = Security.valueOf(place.group(1).toUpperCase(Locale.ROOT));
    Resolution resolution = Resolution.valueOf(place.group(2).toUpperCase(Locale.ROOT));
    Matcher name =
        (resolution.isByDate() ? OF_DATE : OF_MANY).matcher(String.valueOf(place.group(3)));
    if (!name.matches()) {
      return Optional.empty();
    }
    try {
      String content = name.group(resolution.isByDate() ? 3 : 2);
      return Optional.of(
          new LeanFile(
              path,
              security,
              resolution,
              String.valueOf(name.group(1)).toUpperCase(Locale.ROOT),
              resolution.isByDate()
                  ? Optional.of(
                      LocalDate.parse(
                          String.valueOf(name.group(2)), DateTimeFormatter.BASIC_ISO_DATE))
                  : Optional.empty(),
              content == null ? Content.TRADE : Content.valueOf(content.toUpperCase(Locale.ROOT))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
