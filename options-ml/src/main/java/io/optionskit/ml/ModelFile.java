/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Models as text files: readable, comparable line by line, and checked by a hash when loaded
 * (ML-14).
 *
 * <p>The format, version 1, is ASCII with one {@code key value…} per line, in this order and with
 * nothing else:
 *
 * <pre>
 * optionskit-logistic 1
 * id NAME
 * version NAME
 * label NAME
 * c NUMBER
 * trained FROM TO ROWS BASE-RATE
 * intercept NUMBER
 * input FEATURE MEAN SCALE WEIGHT        (any number of lines)
 * calibration none | platt SLOPE SHIFT | isotonic POINTS
 * point MARGIN PROBABILITY               (as many lines as POINTS)
 * sha256 HEX                             (of everything before this line)
 * </pre>
 *
 * <p>Numbers have up to 17 significant digits and give the same double again. Any difference, an
 * unknown line or a changed byte is refused: a model that cannot be trusted whole is not loaded in
 * part.
 */
public final class ModelFile {

  private static final String FIRST_LINE = "optionskit-logistic 1";
  private static final MathContext ROUND_TRIP = new MathContext(17, RoundingMode.HALF_EVEN);

  private ModelFile() {}

  /**
   * Writes a model.
   *
   * @param model the model
   * @param file where to; replaced if it exists
   * @return SHA-256 of the content before the last line, 64 hexadecimal digits
   * @throws UncheckedIOException if the file cannot be written
   */
  public static String save(TrainedModel model, Path file) {
    String text = format(model);
    try {
      Files.writeString(file, text, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write model " + file, e);
    }
    return hashOf(text.substring(0, text.lastIndexOf("sha256 ")));
  }

  /**
   * Reads a model.
   *
   * @param file a file written by {@link #save(TrainedModel, Path)}
   * @return the model
   * @throws IllegalArgumentException if the file is damaged, altered or of another version; the
   *     message says where
   * @throws UncheckedIOException if the file cannot be read
   */
  public static TrainedModel load(Path file) {
    try {
      return parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read model " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model " + file + " is refused: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the text of a model.
   *
   * @param model the model
   * @return content of its file
   */
  public static String format(TrainedModel model) {
    StringBuilder text = new StringBuilder();
    line(text, FIRST_LINE);
    line(text, "id " + model.id());
    line(text, "version " + model.version());
    line(text, "label " + model.label());
    line(text, "c " + number(model.c()));
    line(
        text,
        "trained "
            + model.trainedFrom()
            + " "
            + model.trainedTo()
            + " "
            + model.trainingRows()
            + " "
            + number(model.baseRate()));
    line(text, "intercept " + number(model.intercept()));
    for (TrainedModel.Input input : model.inputs()) {
      line(
          text,
          "input "
              + input.feature()
              + " "
              + number(input.mean())
              + " "
              + number(input.scale())
              + " "
              + number(input.weight()));
    }
    if (model.calibration() instanceof Calibration.Platt platt) {
      line(text, "calibration platt " + number(platt.slope()) + " " + number(platt.shift()));
    } else if (model.calibration() instanceof Calibration.Isotonic isotonic) {
      line(text, "calibration isotonic " + isotonic.margins().size());
      for (int i = 0; i < isotonic.margins().size(); i++) {
        line(
            text,
            "point "
                + number(isotonic.margins().get(i))
                + " "
                + number(isotonic.probabilities().get(i)));
      }
    } else {
      line(text, "calibration none");
    }
    String hash = hashOf(text.toString());
    return text.append("sha256 ").append(hash).append('\n').toString();
  }

  /**
   * Returns the model that a text describes.
   *
   * @param text content of a model file
   * @return the model
   * @throws IllegalArgumentException if the text is damaged, altered or of another version
   */
  public static TrainedModel parse(String text) {
    int end = text.lastIndexOf("sha256 ");
    if (!text.startsWith(FIRST_LINE + "\n")) {
      throw new IllegalArgumentException("the first line must be '" + FIRST_LINE + "'");
    }
    if (end < 0) {
      throw new IllegalArgumentException("the last line must be the sha256 of the lines before it");
    }
    String content = text.substring(0, end);
    if (!text.substring(end).equals("sha256 " + hashOf(content) + "\n")) {
      throw new IllegalArgumentException("its content does not have the hash of its last line");
    }
    Lines lines = new Lines(content);
    lines.next("optionskit-logistic", 1);
    String id = lines.next("id", 1).get(0);
    String version = lines.next("version", 1).get(0);
    String label = lines.next("label", 1).get(0);
    double c = number(lines.next("c", 1).get(0));
    List<String> trained = lines.next("trained", 4);
    double intercept = number(lines.next("intercept", 1).get(0));
    List<TrainedModel.Input> inputs = new ArrayList<>();
    while (lines.isNext("input")) {
      List<String> parts = lines.next("input", 4);
      inputs.add(
          new TrainedModel.Input(
              parts.get(0), number(parts.get(1)), number(parts.get(2)), number(parts.get(3))));
    }
    Calibration calibration = calibration(lines);
    lines.end();
    return new TrainedModel(
        id,
        version,
        label,
        inputs,
        intercept,
        calibration,
        c,
        instant(trained.get(0)),
        instant(trained.get(1)),
        Integer.parseInt(trained.get(2)),
        number(trained.get(3)));
  }

  private static Calibration calibration(Lines lines) {
    List<String> parts = lines.next("calibration", -1);
    String kind = parts.isEmpty() ? "" : parts.get(0);
    if (kind.equals("none") && parts.size() == 1) {
      return new Calibration.None();
    }
    if (kind.equals("platt") && parts.size() == 3) {
      return new Calibration.Platt(number(parts.get(1)), number(parts.get(2)));
    }
    if (kind.equals("isotonic") && parts.size() == 2) {
      List<Double> margins = new ArrayList<>();
      List<Double> probabilities = new ArrayList<>();
      for (int i = Integer.parseInt(parts.get(1)); i > 0; i--) {
        List<String> point = lines.next("point", 2);
        margins.add(number(point.get(0)));
        probabilities.add(number(point.get(1)));
      }
      return new Calibration.Isotonic(margins, probabilities);
    }
    throw new IllegalArgumentException("unknown calibration: " + String.join(" ", parts));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private static String number(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(value).round(ROUND_TRIP).stripTrailingZeros().toString();
  }

  private static double number(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a finite number: " + text);
    }
    return value;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException("not an instant: " + text, e);
    }
  }

  private static String hashOf(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(content.getBytes(StandardCharsets.ISO_8859_1));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The lines of a file, taken one after another by their first word. */
  private static final class Lines {

    private final Deque<List<String>> lines = new ArrayDeque<>();

    Lines(String content) {
      content.lines().forEach(line -> lines.add(List.of(line.split(" ", -1))));
    }

    boolean isNext(String key) {
      return !lines.isEmpty() && lines.getFirst().get(0).equals(key);
    }

    List<String> next(String key, int values) {
      if (!isNext(key)) {
        throw new IllegalArgumentException(
            "a line '"
                + key
                + "' is expected, not '"
                + (lines.isEmpty() ? "" : String.join(" ", lines.getFirst()))
                + "'");
      }
      List<String> line = lines.removeFirst();
      if (values >= 0 && line.size() != values + 1) {
        throw new IllegalArgumentException(
            "line '" + String.join(" ", line) + "' must have " + values + " values");
      }
      return line.subList(1, line.size());
    }

    void end() {
      if (!lines.isEmpty()) {
        throw new IllegalArgumentException(
            "unknown line: '" + String.join(" ", lines.getFirst()) + "'");
      }
    }
  }
}
