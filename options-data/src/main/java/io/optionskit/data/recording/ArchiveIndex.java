/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an archive says of its files. The entries of {@code index.json} are followed by those of
 * {@code index.jsonl}, where a recorder keeps them until it is closed.
 */
record ArchiveIndex(
    boolean isRecording,
    Optional<String> provider,
    List<RecordedCall> calls,
    Map<String, byte[]> inlineBodies,
    Map<String, String> hashes,
    List<RecordedQuestion> questions) {

  static final String ABOUT = "archive.json";
  static final String INDEX = "index.json";
  static final String LINES = "index.jsonl";
  static final String QUESTIONS = "questions.jsonl";
  static final String FRAMES = "application/x-frames+ndjson";
  static final String FORMAT = "optionskit-recording";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static ArchiveIndex read(Path path, BodyStore bodies) throws IOException {
    return new Reader(path, bodies).read();
  }

  /** Reads the files of one archive. Used by one thread. */
  private static final class Reader {

    private final Path path;
    private final BodyStore bodies;
    private final List<RecordedCall> calls = new ArrayList<>();
    private final Map<String, byte[]> inlineBodies = new TreeMap<>();
    private final Map<String, String> hashes = new TreeMap<>();
    private final Map<String, JsonNode> entries = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    Reader(Path path, BodyStore bodies) {
      this.path = path;
      this.bodies = bodies;
    }

    ArchiveIndex read() throws IOException {
      boolean isRecording = bodies.has(ABOUT);
      Optional<String> provider = isRecording ? about() : Optional.empty();
      if (!bodies.has(INDEX) && !bodies.has(LINES) && !isRecording) {
        throw new ArchiveException(path + " is no archive: it has no " + INDEX);
      }
      if (bodies.has(INDEX)) {
        JsonNode index = object(INDEX, bodies.read(INDEX));
        index.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      }
      for (JsonNode line : lines(LINES)) {
        line.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      }
      for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
        try {
          add(entry.getKey(), entry.getValue());
        } catch (ArchiveException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
      List<RecordedQuestion> questions = new ArrayList<>();
      for (JsonNode line : lines(QUESTIONS)) {
        questions.add(question(line));
      }
      if (!problems.isEmpty()) {
        throw new ArchiveException(path + " is broken: " + String.join("; ", first(problems)));
      }
      return new ArchiveIndex(
          isRecording, provider, List.copyOf(calls), inlineBodies, hashes, List.copyOf(questions));
    }

    private static List<String> first(List<String> problems) {
      int most = 5;
      if (problems.size() <= most) {
        return problems;
      }
      List<String> shown = new ArrayList<>(problems.subList(0, most));
      shown.add((problems.size() - most) + " more");
      return shown;
    }

    private Optional<String> about() throws IOException {
      JsonNode about = object(ABOUT, bodies.read(ABOUT));
      int version = about.path("version").asInt();
      if (!about.path("format").asText().equals(FORMAT) || version < 1) {
        throw new ArchiveException(
            ABOUT + " of " + path + " must name the format " + FORMAT + " and its version");
      }
      if (version > Archive.VERSION) {
        throw new ArchiveException(
            path
                + " is of version "
                + version
                + "; this library reads up to version "
                + Archive.VERSION);
      }
      return text(about, "provider");
    }

    private JsonNode object(String name, byte[] json) throws IOException {
      try {
        JsonNode node = JSON.readTree(json);
        if (!node.isObject()) {
          throw new ArchiveException(name + " of " + path + " must be a JSON object");
        }
        return node;
      } catch (JsonProcessingException e) {
        throw new ArchiveException(
            name + " of " + path + " is no JSON: " + e.getOriginalMessage(), e);
      }
    }

    /** Returns the objects of a file of lines; a torn last line is what a crash leaves. */
    private List<JsonNode> lines(String name) throws IOException {
      if (!bodies.has(name)) {
        return List.of();
      }
      String text = new String(bodies.read(name), StandardCharsets.UTF_8);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      List<JsonNode> objects = new ArrayList<>();
      for (String line : whole.lines().toList()) {
        objects.add(object(name, line.getBytes(StandardCharsets.UTF_8)));
      }
      return objects;
    }

    private void add(String name, JsonNode entry) throws IOException {
      BodyStore.checkName(name);
      if (!entry.isObject()) {
        throw new ArchiveException("the entry of '" + name + "' must be a JSON object");
      }
      if (!bodies.has(name)) {
        throw new ArchiveException("'" + name + "' is in the index and not in the archive");
      }
      text(entry, "sha256").ifPresent(hash -> hashes.put(name, hash));
      if (entry.path("method").asText().equals("(sequence)")) {
        addSteps(name);
        return;
      }
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      text(entry, "content_type").ifPresent(type -> headers.put("Content-Type", type));
      entry
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
      calls.add(
          new RecordedCall(
              name,
              text(entry, "method")
                  .orElseThrow(() -> new ArchiveException("'" + name + "' must have a method")),
              text(entry, "url")
                  .orElseThrow(() -> new ArchiveException("'" + name + "' must have a url")),
              status(name, entry),
              headers,
              text(entry, "recorded").flatMap(Reader::instant),
              text(entry, "form").orElse(""),
              text(entry, "request_sha256"),
              text(entry, "failure")));
    }

    /** Takes the steps of a chain of calls that lie in one file with their bodies. */
    private void addSteps(String name) throws IOException {
      JsonNode steps;
      try {
        steps = JSON.readTree(bodies.read(name));
      } catch (JsonProcessingException e) {
        throw new ArchiveException("'" + name + "' is no JSON: " + e.getOriginalMessage(), e);
      }
      int number = 0;
      for (JsonNode step : steps) {
        String stepName = name + "#" + ++number;
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonNode> header : step.path("headers").properties()) {
          JsonNode value = header.getValue();
          String last = value.isArray() ? value.path(value.size() - 1).asText() : value.asText();
          if (!header.getKey().equalsIgnoreCase("content-length")) {
            headers.put(header.getKey(), last);
          }
        }
        inlineBodies.put(stepName, step.path("body").asText().getBytes(StandardCharsets.UTF_8));
        calls.add(
            new RecordedCall(
                stepName,
                step.path("method").asText("GET"),
                step.path("url").asText(),
                status(stepName, step),
                headers,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty()));
      }
    }

    private static int status(String name, JsonNode entry) {
      JsonNode status = entry.path("status");
      if (!status.isInt() || status.intValue() < 0 || status.intValue() > 999) {
        throw new ArchiveException("'" + name + "' must have a status from 0 to 999: " + status);
      }
      return status.intValue();
    }

    private static RecordedQuestion question(JsonNode line) {
      try {
        return new RecordedQuestion(
            Instant.parse(line.path("asked_at").asText()),
            line.path("symbol").asText(),
            text(line, "expiration").map(LocalDate::parse),
            text(line, "problem"));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new ArchiveException(
            QUESTIONS + " has a line without asked_at, symbol or a right expiration: " + line, e);
      }
    }

    private static Optional<Instant> instant(String text) {
      try {
        return Optional.of(Instant.parse(text));
      } catch (DateTimeException e) {
        return Optional.empty(); // only a day, or a remark
      }
    }

    private static Optional<String> text(JsonNode node, String field) {
      JsonNode value = node.path(field);
      return value.isTextual() && !value.textValue().isEmpty()
          ? Optional.of(value.textValue())
          : Optional.empty();
    }
  }
}
