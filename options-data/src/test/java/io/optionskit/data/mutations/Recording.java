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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A recorded answer, cut to a few rows so that damage hits all of its parts, with the address that
 * gave it.
 */
record Recording(String file, URI address, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ROWS = 2;
  private static final int MOST_BYTES = 60_000_000;

  /** Reads the successful answers of a folder whose path matches. */
  static List<Recording> of(Path folder, String path) {
    try {
      JsonNode index = JSON.readTree(folder.resolve("index.json").toFile());
      List<Recording> found = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : index.properties()) {
        String url = entry.getValue().path("url").asText().replaceFirst(" .*", "");
        boolean isWanted =
            url.startsWith("http")
                && entry.getValue().path("status").asInt() == 200
                && Pattern.compile(path).matcher(pathOf(url)).matches()
                && Files.size(folder.resolve(entry.getKey())) < MOST_BYTES;
        if (isWanted) {
          String body = Files.readString(folder.resolve(entry.getKey()));
          found.add(new Recording(entry.getKey(), address(url), cut(body)));
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
    return URI.create(url.replace("{", "").replace("}", "").replace("*", "%2A"));
  }

  private static String cut(String body) {
    String text = body.strip();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return String.join("\n", text.lines().limit(MOST_ROWS + 2).toList());
    }
    if (text.lines().allMatch(line -> line.startsWith("{") && line.endsWith("}"))) {
      return String.join("\n", text.lines().limit(MOST_ROWS).toList());
    }
    try {
      JsonNode root = JSON.readTree(text);
      shorten(root);
      return root.toString();
    } catch (IOException e) {
      return text.substring(0, Math.min(text.length(), 2000)); // recorded as it is: not JSON
    }
  }

  private static void shorten(JsonNode node) {
    if (node instanceof ArrayNode array) {
      while (array.size() > MOST_ROWS) {
        array.remove(array.size() - 1);
      }
    } else if (node instanceof ObjectNode object && object.size() > 60) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.subList(MOST_ROWS, names.size()).forEach(object::remove);
    }
    node.forEach(Recording::shorten);
  }
}
