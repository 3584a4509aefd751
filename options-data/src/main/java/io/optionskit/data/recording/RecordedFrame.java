/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.stream.StreamEnd;
import io.optionskit.data.stream.StreamFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that went over a line, or its end. Immutable.
 *
 * @param at when it came or went, empty if nobody noted it
 * @param from who sent it; the end comes from the server
 * @param frame what was sent, without secrets; empty for the end of the line
 * @param end how the line ended, empty for a frame
 */
public record RecordedFrame(
    Optional<Instant> at, Side from, Optional<StreamFrame> frame, Optional<StreamEnd> end) {

  /** One side of a line. */
  public enum Side {
    /** Who opened the line. */
    CLIENT,
    /** Who answered. */
    SERVER
  }

  static RecordedFrame ofServer(String text) {
    return new RecordedFrame(
        Optional.empty(), Side.SERVER, Optional.of(StreamFrame.of(text)), Optional.empty());
  }

  /** Reads a file of frames; a torn last line is what a crash leaves. */
  static List<RecordedFrame> read(String name, byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    List<RecordedFrame> frames = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      try {
        frames.add(of(ArchiveIndex.JSON.readTree(line)));
      } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
        throw new ArchiveException(
            "'" + name + "' has a line that is no frame: " + e.getMessage(), e);
      } catch (IOException e) {
        throw new ArchiveException("cannot read '" + name + "'", e);
      }
    }
    return frames;
  }

  private static RecordedFrame of(JsonNode line) throws IOException {
    Optional<Instant> at = Optional.of(Instant.parse(line.path("at").asText()));
    if (line.has("end")) {
      StreamEnd end =
          new StreamEnd(
              StreamEnd.Kind.valueOf(line.path("end").asText()),
              line.path("code").asInt(),
              line.path("text").asText());
      return new RecordedFrame(at, Side.SERVER, Optional.empty(), Optional.of(end));
    }
    Side from = line.path("from").asText().equals("client") ? Side.CLIENT : Side.SERVER;
    if (!line.has("bytes") && !line.has("text")) {
      throw new IllegalArgumentException("neither text nor bytes nor end: " + line);
    }
    StreamFrame frame =
        line.has("bytes")
            ? StreamFrame.of(line.path("bytes").binaryValue())
            : StreamFrame.of(line.path("text").asText());
    return new RecordedFrame(at, from, Optional.of(frame), Optional.empty());
  }

  /** Writes a frame without secrets. */
  static void write(ObjectNode line, Side from, StreamFrame frame, Scrubber scrubber) {
    line.put("from", from == Side.CLIENT ? "client" : "server");
    if (frame instanceof StreamFrame.Binary binary) {
      line.put("bytes", scrubber.bytes(binary.bytes()));
    } else if (frame instanceof StreamFrame.Text text) {
      line.put("text", scrubber.text(text.text()));
    }
  }
}
