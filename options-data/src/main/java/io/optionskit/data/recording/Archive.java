/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * Recorded calls of a provider with their bodies, in a folder or in one zip file.
 *
 * <p>It is opened whole or not at all: a broken index, a body that is not there or a name that
 * leads out of the archive is refused. Bodies are read when asked for, and refused if they are not
 * those of the index any more. May be used by several threads.
 */
public final class Archive implements AutoCloseable {

  /** Version of the form that this library writes; it reads this and older ones. */
  public static final int VERSION = 1;

  private final Path path;
  private final BodyStore bodies;
  private final ArchiveIndex index;

  private Archive(Path path, BodyStore bodies, ArchiveIndex index) {
    this.path = path;
    this.bodies = bodies;
    this.index = index;
  }

  /**
   * Opens an archive.
   *
   * @param path a folder with an {@code index.json}, or a zip file of the same
   * @return the archive, to be closed
   * @throws ArchiveException if it cannot be read, is broken or of a later version
   */
  public static Archive open(Path path) {
    if (!Files.exists(path)) {
      throw new ArchiveException(path + " does not exist; it must be a folder or a zip file");
    }
    try {
      BodyStore bodies = BodyStore.open(path);
      try {
        return new Archive(path, bodies, ArchiveIndex.read(path, bodies));
      } catch (RuntimeException | IOException e) {
        bodies.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ArchiveException("cannot read the archive " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns whether a recorder wrote what lies at a path. Nothing is checked beyond its mark.
   *
   * @param path a folder or a file of any kind
   * @return true for a folder or zip file with an {@code archive.json}
   */
  public static boolean isRecording(Path path) {
    if (Files.isDirectory(path)) {
      return Files.isRegularFile(path.resolve(ArchiveIndex.ABOUT));
    }
    if (!String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip")) {
      return false;
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry(ArchiveIndex.ABOUT) != null;
    } catch (IOException e) {
      return false; // no zip file, which its reader will say
    }
  }

  /**
   * Returns where this archive is.
   *
   * @return the folder or file
   */
  public Path path() {
    return path;
  }

  /**
   * Returns whether a recorder wrote this, so that the calls are in the order in which they were
   * answered.
   *
   * @return false for a folder of bodies from anywhere, in which calls of the same address are
   *     alternatives
   */
  public boolean isRecording() {
    return index.isRecording();
  }

  /**
   * Returns the name of the provider that was recorded.
   *
   * @return name, empty if nobody noted it
   */
  public Optional<String> provider() {
    return index.provider();
  }

  /**
   * Returns all calls.
   *
   * @return calls in the order of their answers, or of the index
   */
  public List<RecordedCall> calls() {
    return index.calls();
  }

  /**
   * Returns a body.
   *
   * @param call a call of this archive
   * @return its bytes, as they came but for secrets; the caller's own
   * @throws ArchiveException if the file is not what the index says
   */
  public byte[] body(RecordedCall call) {
    byte[] inline = index.inlineBodies().get(call.name());
    if (inline != null) {
      return inline.clone();
    }
    byte[] body = file(call.name());
    Optional<String> expected = Optional.ofNullable(index.hashes().get(call.name()));
    String actual = Sha256.of(body);
    if (expected.isPresent() && !expected.get().equals(actual)) {
      throw new ArchiveException(
          String.format(
              Locale.ROOT,
              "'%s' of %s has changed since it was recorded: its SHA-256 is %s and must be %s",
              call.name(),
              path,
              actual,
              expected.get()));
    }
    return body;
  }

  /**
   * Returns what went over a line.
   *
   * @param call a call of this archive with {@link RecordedCall#isStream}
   * @return frames and the end, in the order in which they came; of a recording that was cut off
   *     all that are whole
   * @throws ArchiveException if the file is not what the index says
   */
  public List<RecordedFrame> frames(RecordedCall call) {
    byte[] body = body(call);
    boolean isTape = call.headers().getOrDefault("Content-Type", "").equals(ArchiveIndex.FRAMES);
    return isTape
        ? RecordedFrame.read(call.name(), body)
        : List.of(RecordedFrame.ofServer(new String(body, StandardCharsets.UTF_8)));
  }

  /**
   * Returns the questions asked of the provider, each of which led to one or more calls.
   *
   * @return questions in order of time; empty if nobody noted them
   */
  public List<RecordedQuestion> questions() {
    return index.questions();
  }

  @Override
  public void close() {
    try {
      bodies.close();
    } catch (IOException e) {
      throw new ArchiveException("cannot close " + path, e);
    }
  }

  private byte[] file(String name) {
    try {
      return bodies.read(name);
    } catch (IOException e) {
      throw new ArchiveException("cannot read '" + name + "' of " + path, e);
    }
  }
}
