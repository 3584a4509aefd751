/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An answer, recorded or made by hand, cut to a few rows of different shape so that damage hits all
 * of its parts, with the address that gave it.
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are handed on, not compared
record Recording(String file, URI address, int status, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ROWS = 3;
  private static final int MOST_LINES = 6;
  private static final int LONGEST_TEXT = 2000;

  /** Returns an answer made by hand. */
  static Recording made(String url, String body) {
    return new Recording("made by hand", address(url), 200, cut(body));
  }

  /** Returns bytes that are damaged as they are. */
  static Recording made(String name, byte[] body) {
    return new Recording(name, URI.create("http://localhost/" + name), 200, body);
  }

  /** Reads the answers of a folder whose path matches, refusals among them. */
  static List<Recording> of(Path folder, String path) {
    try {
      JsonNode index = JSON.readTree(folder.resolve("index.json").toFile());
      List<Recording> found = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : index.properties()) {
        String url = entry.getValue().path("url").asText().replaceFirst(" .*", "");
        if (url.startsWith("http") && Pattern.compile(path).matcher(pathOf(url)).matches()) {
          String body = Files.readString(folder.resolve(entry.getKey()));
          int status = entry.getValue().path("status").asInt();
          found.add(new Recording(entry.getKey(), address(url), status, cut(body)));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the files of a folder whose name matches, whole. */
  static List<Recording> files(Path folder, String name) {
    try (var files = Files.list(folder)) {
      List<Recording> found = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches(name)) {
          byte[] body = Files.readAllBytes(file);
          boolean isText = name.contains("csv") || name.contains("json");
          byte[] cut = isText ? cut(new String(body, StandardCharsets.UTF_8)) : body;
          found.add(made(file.getFileName().toString(), cut));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the last part of the path. */
  String name() {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns a value of the query. */
  String parameter(String name, String otherwise) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : String.valueOf(address.getRawQuery()).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters.getOrDefault(name, otherwise);
  }

  private static String pathOf(String url) {
    return url.replaceFirst("^https?://[^/]*", "").replaceFirst("[?].*", "");
  }

  private static URI address(String url) {
    return URI.create(
        url.replaceAll("[{}]", "").replace("*", "%2A").replace("^", "%5E").replace("|", "%7C"));
  }

  private static byte[] cut(String body) {
    return shorter(body).getBytes(StandardCharsets.UTF_8);
  }

  private static String shorter(String body) {
    String text = body.strip();
    if (text.isEmpty()) {
      return body;
    }
    if (!text.startsWith("{") && !text.startsWith("[")) {
      String lines = String.join("\n", text.lines().limit(MOST_LINES).toList());
      return lines.substring(0, Math.min(lines.length(), 2 * LONGEST_TEXT));
    }
    if (text.contains("\n")
        && text.lines().allMatch(line -> line.startsWith("{") && line.endsWith("}"))) {
      return String.join("\n", text.lines().limit(MOST_ROWS).toList());
    }
    try {
      JsonNode root = JSON.readTree(text);
      shorten(root);
      return root.toString();
    } catch (IOException e) {
      return text.substring(0, Math.min(text.length(), LONGEST_TEXT)); // recorded broken
    }
  }

  private static void shorten(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<JsonNode> kept = ofManyShapes(array);
      if (kept.size() < array.size()) {
        array.removeAll();
        array.addAll(kept);
      }
    } else if (node instanceof ObjectNode object && object.size() > 60) {
      Map<JsonNode, String> names = new LinkedHashMap<>();
      object.properties().forEach(field -> names.putIfAbsent(field.getValue(), field.getKey()));
      Set<String> kept = new HashSet<>();
      ofManyShapes(names.keySet()).forEach(row -> kept.add(String.valueOf(names.get(row))));
      object.retain(kept);
    }
    node.forEach(Recording::shorten);
  }

  /** Chooses the first row, and then such as have members or kinds of value not seen before. */
  private static List<JsonNode> ofManyShapes(Iterable<JsonNode> rows) {
    List<JsonNode> kept = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode row : rows) {
      boolean isNew = seen.addAll(shape(row, ""));
      if (kept.size() < MOST_ROWS && isNew) {
        kept.add(row);
      } else if (others.size() < MOST_ROWS) {
        others.add(row);
      }
    }
    while (kept.size() < MOST_ROWS && !others.isEmpty()) {
      kept.add(others.remove(0));
    }
    return kept;
  }

  private static Set<String> shape(JsonNode node, String name) {
    Set<String> shape = new HashSet<>();
    boolean isZero = node.isNumber() && node.doubleValue() == 0;
    shape.add(name + ":" + node.getNodeType() + isZero);
    node.properties().forEach(field -> shape.addAll(shape(field.getValue(), field.getKey())));
    return shape;
  }
}
