/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one profile and collects everything that is wrong with it. */
final class ProfileReader {

  private static final String EXTENDS = "extends";

  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.of(
              "RISK_FREE_RATE", "pricing.rate-fallback",
              "TRADING_MODE", "trading.mode",
              "AUTO_TRADE", "trading.auto",
              "IBKR_HOST", "ibkr.host",
              "IBKR_PORT", "ibkr.port"));

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A value as written, and where. */
  private record Entry(String text, String origin) {}

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  static Profile read(String nameOrFile, Map<String, String> environment, List<String> overrides) {
    ProfileReader reader = new ProfileReader();
    reader.addProfile(nameOrFile);
    reader.throwIfAny();
    reader.addEnvironment(environment);
    overrides.forEach(reader::addOverride);
    Profile profile = reader.build(name(nameOrFile));
    new ProfileCheck(profile, reader.problems).run();
    reader.throwIfAny();
    return profile;
  }

  private void addProfile(String nameOrFile) {
    if (Profile.SHIPPED.contains(nameOrFile)) {
      addShipped(nameOrFile);
      return;
    }
    Optional<Path> file = findFile(nameOrFile);
    if (file.isEmpty()) {
      problems.add(
          "profile '"
              + nameOrFile
              + "' is neither shipped ("
              + String.join(", ", Profile.SHIPPED)
              + ") nor a readable file");
      return;
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      addYaml(in, nameOrFile);
    } catch (IOException e) {
      problems.add("profile " + nameOrFile + " cannot be read: " + e.getMessage());
    }
  }

  private void addShipped(String name) {
    try (InputStream in = ProfileReader.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("profile " + name + " is missing in the jar");
      }
      addYaml(in, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addYaml(InputStream in, String origin) throws IOException {
    JsonNode root;
    try {
      root = YAML.readTree(in);
    } catch (JsonProcessingException e) {
      problems.add(
          origin
              + " is not valid YAML, line "
              + e.getLocation().getLineNr()
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
      return;
    }
    if (!root.isObject()) {
      problems.add(origin + " must hold keys and values");
      return;
    }
    JsonNode base = root.get(EXTENDS);
    if (base != null && Profile.SHIPPED.contains(base.asText())) {
      addShipped(base.asText());
    } else if (base != null) {
      problems.add(
          origin
              + ": extends must name a shipped profile ("
              + String.join(", ", Profile.SHIPPED)
              + "): "
              + base.asText());
    }
    flatten("", root, origin);
  }

  private void flatten(String prefix, JsonNode node, String origin) {
    node.properties()
        .forEach(
            field -> {
              String key = prefix + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject()) {
                flatten(key + ".", value, origin);
              } else if (!key.equals(EXTENDS)) {
                entries.put(key, new Entry(text(value), origin));
              }
            });
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    value.forEach(part -> parts.add(part.asText()));
    return String.join(",", parts);
  }

  private void addEnvironment(Map<String, String> environment) {
    ENVIRONMENT.forEach(
        (variable, key) ->
            Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .ifPresent(text -> entries.put(key, new Entry(text.strip(), variable))));
  }

  private void addOverride(String override) {
    int split = override.indexOf('=');
    if (split <= 0) {
      problems.add("--set must look like key=value: " + override);
      return;
    }
    String key = override.substring(0, split).strip();
    entries.put(key, new Entry(override.substring(split + 1).strip(), "--set"));
  }

  private Profile build(String name) {
    entries.putIfAbsent( // complete profiles of before there was a floor stay complete
        ProfileKeys.QUALITY_FLOOR.name(), new Entry("none", "default"));
    Map<String, Object> values = new HashMap<>();
    TreeMap<String, String> canonical = new TreeMap<>();
    entries.forEach(
        (name1, entry) -> {
          Key<?> key = ProfileKeys.all().get(name1);
          if (key == null) {
            problems.add("unknown key " + name1 + " (" + entry.origin + ")" + suggestion(name1));
          } else {
            put(key, entry, values, canonical);
          }
        });
    List<String> missing =
        ProfileKeys.all().keySet().stream().filter(key -> !entries.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          "profile "
              + name
              + " has no value for "
              + String.join(", ", missing)
              + "; 'extends: "
              + Profile.SHIPPED.get(0)
              + "' takes them from a shipped profile");
    }
    throwIfAny();
    return new Profile(name, values, canonical);
  }

  private <T> void put(
      Key<T> key, Entry entry, Map<String, Object> values, Map<String, String> canonical) {
    try {
      T value = key.format().parser().apply(entry.text);
      values.put(key.name(), value);
      canonical.put(key.name(), key.format().printer().apply(value));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      problems.add(
          key.name()
              + " must be "
              + key.format().expects()
              + ": '"
              + entry.text
              + "' ("
              + entry.origin
              + ")");
    }
  }

  private void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidProfileException(problems);
    }
  }

  private static Optional<Path> findFile(String name) {
    try {
      Path file = Path.of(name);
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String name(String nameOrFile) {
    String file = String.valueOf(Path.of(nameOrFile).getFileName());
    return file.replaceFirst("\\.ya?ml$", "");
  }

  private static String suggestion(String unknown) {
    return ProfileKeys.all().keySet().stream()
        .filter(key -> distance(key, unknown) <= 3 || key.startsWith(unknown + "."))
        .min(java.util.Comparator.comparingInt(key -> distance(key, unknown)))
        .map(key -> "; did you mean " + key + "?")
        .orElse("");
  }

  /** Number of single letters to change, insert or remove to get from one word to the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
