/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes an archive into a folder so that it can be read whatever happens: a body is on the disk
 * before the line that names it, and a torn last line is no entry. Its methods may be called by
 * several threads.
 */
final class ArchiveWriter implements AutoCloseable {

  private static final int LONGEST_WORD = 40;

  /** By the number at the beginning, however many digits it has. */
  private static final Comparator<String> IN_ORDER =
      Comparator.comparingInt((String name) -> name.indexOf('-'))
          .thenComparing(Comparator.naturalOrder());

  private final Path folder;
  private final Map<String, ObjectNode> entries = new TreeMap<>(IN_ORDER);
  private final FileChannel lines;
  private final FileLock lock;
  private final Map<String, FileChannel> tapes = new TreeMap<>();
  private int number;

  ArchiveWriter(Path folder, Optional<String> provider) {
    this.folder = folder;
    try {
      prepare(provider);
      lines =
          FileChannel.open(
              folder.resolve(ArchiveIndex.LINES),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.READ);
    } catch (IOException e) {
      throw new ArchiveException("cannot record into " + folder + ": " + e.getMessage(), e);
    }
    try {
      FileLock held = lines.tryLock();
      if (held == null) {
        throw new ArchiveException("somebody else records into " + folder);
      }
      lock = held;
      takeUp();
    } catch (OverlappingFileLockException e) {
      throw new ArchiveException("somebody else records into " + folder, e);
    } catch (IOException e) {
      throw new ArchiveException("cannot record into " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Returns how many entries there are. */
  synchronized int size() {
    return entries.size();
  }

  /** Adds a body and what it answers; returns its name. */
  synchronized String add(String word, String extension, ObjectNode entry, byte[] body)
      throws IOException {
    number++;
    String name = String.format(Locale.ROOT, "%06d-%s.%s", number, plain(word), extension);
    entry.put("bytes", body.length);
    entry.put("sha256", Sha256.of(body));
    write(folder.resolve(name), body);
    append(lines, ArchiveIndex.JSON.createObjectNode().set(name, entry));
    entries.put(name, entry);
    return name;
  }

  /** Begins a file of the frames of a connection; returns its name. */
  synchronized String beginTape(String word, ObjectNode entry) throws IOException {
    number++;
    String name = String.format(Locale.ROOT, "%06d-%s.frames.ndjson", number, plain(word));
    write(folder.resolve(name), new byte[0]);
    tapes.put(name, FileChannel.open(folder.resolve(name), StandardOpenOption.APPEND));
    append(lines, ArchiveIndex.JSON.createObjectNode().set(name, entry));
    entries.put(name, entry);
    return name;
  }

  /** Adds a frame to a file that was begun; does nothing once it is ended. */
  synchronized void addToTape(String name, ObjectNode frame) throws IOException {
    FileChannel tape = tapes.get(name);
    if (tape != null) {
      writeAll(
          tape,
          (ArchiveIndex.JSON.writeValueAsString(frame) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Ends a file of frames. */
  synchronized void endTape(String name) throws IOException {
    FileChannel tape = tapes.remove(name);
    if (tape == null) {
      return;
    }
    try (tape) {
      tape.force(true);
    }
    byte[] frames = Files.readAllBytes(folder.resolve(name));
    ObjectNode entry = entries.get(name);
    if (entry != null) {
      entry.put("bytes", frames.length);
      entry.put("sha256", Sha256.of(frames));
      append(lines, ArchiveIndex.JSON.createObjectNode().set(name, entry));
    }
  }

  /** Adds a question that the provider was asked. */
  synchronized void add(RecordedQuestion question) throws IOException {
    ObjectNode line = ArchiveIndex.JSON.createObjectNode();
    line.put("asked_at", question.askedAt().toString());
    line.put("symbol", question.symbol());
    question.expiry().ifPresent(date -> line.put("expiration", date.toString()));
    question.problem().ifPresent(problem -> line.put("problem", problem));
    try (FileChannel questions =
        FileChannel.open(
            folder.resolve(ArchiveIndex.QUESTIONS),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND)) {
      append(questions, line);
    }
  }

  /** Writes the index in one piece in place of the lines. */
  @Override
  public synchronized void close() {
    if (!lines.isOpen()) {
      return;
    }
    try {
      for (String name : List.copyOf(tapes.keySet())) {
        endTape(name);
      }
      ObjectNode index = ArchiveIndex.JSON.createObjectNode();
      entries.forEach(index::set);
      replace(folder.resolve(ArchiveIndex.INDEX), text(index));
      lock.release();
      lines.close();
      Files.deleteIfExists(folder.resolve(ArchiveIndex.LINES));
    } catch (IOException e) {
      throw new ArchiveException("cannot finish the recording " + folder, e);
    }
  }

  /** Makes the folder, or checks that it holds a recording of the same provider. */
  private void prepare(Optional<String> provider) throws IOException {
    Files.createDirectories(folder);
    Path about = folder.resolve(ArchiveIndex.ABOUT);
    if (Files.exists(about)) {
      try (Archive before = Archive.open(folder)) {
        if (!before.provider().equals(provider)) {
          throw new ArchiveException(
              folder
                  + " holds a recording of "
                  + before.provider().orElse("nobody")
                  + " and cannot take one of "
                  + provider.orElse("nobody"));
        }
      }
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new ArchiveException(folder + " must be empty or hold a recording");
      }
    }
    ObjectNode node = ArchiveIndex.JSON.createObjectNode();
    node.put("format", ArchiveIndex.FORMAT);
    node.put("version", Archive.VERSION);
    provider.ifPresent(name -> node.put("provider", name));
    replace(about, text(node));
  }

  /** Goes on where an earlier recording ended, without the torn line of a crash. */
  private void takeUp() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve(ArchiveIndex.LINES));
    int end = before.length;
    while (end > 0 && before[end - 1] != '\n') {
      end--;
    }
    lines.truncate(end);
    lines.position(end);
    Path index = folder.resolve(ArchiveIndex.INDEX);
    if (Files.exists(index)) {
      take(Files.readString(index));
    }
    for (String line : new String(before, 0, end, StandardCharsets.UTF_8).lines().toList()) {
      take(line);
    }
    for (String name : entries.keySet()) {
      if (name.matches("[0-9]{6,9}-.*")) {
        number = Math.max(number, Integer.parseInt(name.substring(0, name.indexOf('-'))));
      }
    }
  }

  private void take(String json) throws IOException {
    ArchiveIndex.JSON
        .readTree(json)
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), (ObjectNode) entry.getValue()));
  }

  private static String plain(String word) {
    String plain = word.replaceAll("[^A-Za-z0-9._=-]", "_").replaceAll("[.]+", ".");
    String cut = plain.length() > LONGEST_WORD ? plain.substring(0, LONGEST_WORD) : plain;
    return cut.isEmpty() ? "call" : cut;
  }

  private static String text(ObjectNode node) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter(" ", "\n"));
    return ArchiveIndex.JSON.writer(printer).writeValueAsString(node) + "\n";
  }

  private static void append(FileChannel channel, Object line) throws IOException {
    byte[] bytes =
        (ArchiveIndex.JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    writeAll(channel, bytes);
    channel.force(false);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, bytes);
      channel.force(true);
    }
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Puts a file in place in one step. */
  private static void replace(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    write(draft, text.getBytes(StandardCharsets.UTF_8));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
