/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML or JSON into pieces that know their lines.
 *
 * <p>It keeps every scalar as text, so that nothing is rounded and no ticker turns into a truth
 * value, as {@code ON} and {@code Y} do elsewhere.
 */
final class NodeReader {

  private static final int DEEPEST = 8;
  private static final long LARGEST_BYTES = 64L << 20;

  private final JsonParser parser;

  private NodeReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a file; one that ends in {@code .json} is JSON, every other is YAML.
   *
   * @throws InvalidFileException if it cannot be read or its syntax is wrong
   */
  static Node read(Path file) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw invalid(file.toString(), 0, "must have at most 64 MB: " + Files.size(file));
      }
      return parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw invalid(file.toString(), 0, "must be UTF-8 text");
    } catch (IOException e) {
      throw invalid(file.toString(), 0, "cannot be read: " + e);
    }
  }

  static Node parse(String name, String text) {
    boolean isJson = name.toLowerCase(Locale.ROOT).endsWith(".json");
    JsonFactory factory = isJson ? new JsonFactory() : new YAMLFactory();
    try (JsonParser parser = factory.createParser(text)) {
      parser.nextToken();
      NodeReader reader = new NodeReader(parser);
      Node root = reader.node(0);
      if (parser.nextToken() != null) {
        throw invalid(name, reader.line(), "there must be one document only");
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw invalid(name, line, firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InvalidFileException invalid(String name, int line, String message) {
    return new InvalidFileException(name, List.of(new FileProblem(Math.max(0, line), message)));
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "wrong syntax" : message.lines().findFirst().orElse("wrong syntax");
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private Node node(int depth) throws IOException {
    int line = line();
    if (depth > DEEPEST) {
      throw new com.fasterxml.jackson.core.JsonParseException(parser, "nested too deeply");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(depth + 1));
      }
      return new Node.Sequence(items, line);
    }
    if (token == JsonToken.START_OBJECT) {
      List<Node.Entry> entries = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        int keyLine = line();
        parser.nextToken();
        entries.add(new Node.Entry(key, node(depth + 1), keyLine));
      }
      return new Node.Mapping(entries, line);
    }
    if (token == null || token == JsonToken.VALUE_NULL) {
      return new Node.Scalar("", Math.max(1, line));
    }
    return new Node.Scalar(parser.getText().strip(), line);
  }
}
