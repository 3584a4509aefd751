/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import io.optionskit.data.store.StoreBackup;
import io.optionskit.data.store.StoreException;
import io.optionskit.spi.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import okhttp3.Dns;

/**
 * Backups in a bucket of an S3-compatible object store, each under its own name.
 *
 * <p>Files are sent as they are read, in parts of 16 MiB if they are longer, so a file may have up
 * to 156 GiB; they are hashed first, and the service checks what it got. The manifest goes last: a
 * backup that was cut off is none. What was fetched is checked against the manifest by {@link
 * StoreBackup}.
 *
 * <p>The keys come from a {@link SecretSource} under the names {@link #ACCESS_KEY} and {@link
 * #SECRET_KEY}, and those of a session with {@link #SESSION_TOKEN}; they are in no message.
 * Requests that fail for a while are sent four times, 1, 2 and 4 seconds apart. May be used by
 * several threads. Needs no library of Amazon.
 */
public final class BucketBackups implements AutoCloseable {

  /** Name of the secret that is the id of the access key. */
  public static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";

  /** Name of the secret that is the key. */
  public static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

  /** Name of the secret that belongs to temporary keys; need not be there. */
  public static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

  /** How long backups are kept in a bucket. */
  public static final Duration KEPT = Duration.ofDays(90);

  private static final String MANIFEST = "manifest.json";
  private static final String NAME = "backup-\\d{8}T\\d{6}Z";
  private static final DateTimeFormatter NAMES =
      DateTimeFormatter.ofPattern("'backup-'uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long PART_BYTES = 16L << 20;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String VERSIONING =
      "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
          + "<Status>Enabled</Status></VersioningConfiguration>";

  private final Bucket bucket;
  private final long partBytes;

  BucketBackups(Bucket bucket, long partBytes) {
    this.bucket = bucket;
    this.partBytes = partBytes;
  }

  /**
   * Opens a bucket. Nothing is sent yet.
   *
   * @param address where it is
   * @param secrets source of the keys
   * @param clock source of the time that signatures carry; services refuse one that is 15 minutes
   *     wrong
   * @return the backups in it
   */
  public static BucketBackups of(BucketAddress address, SecretSource secrets, InstantSource clock) {
    return new BucketBackups(new Bucket(address, secrets, clock, PAUSE, Dns.SYSTEM), PART_BYTES);
  }

  /**
   * Makes the bucket keep old versions of objects, and remove backups after 90 days and old
   * versions after 90 more, so that what was deleted by mistake is not lost at once. Rules of the
   * bucket that are there already are never changed.
   *
   * @throws StoreException if the service refuses, or the bucket has other rules but none for these
   *     backups: then the message says what to add
   */
  public void protect() {
    String versioning = bucket.setting("versioning").orElse("");
    if (!Xml.find(versioning, "Status").orElse("").equals("Enabled")) {
      bucket.setSetting("versioning", VERSIONING);
    }
    Optional<String> rules = bucket.setting("lifecycle");
    if (rules.isEmpty()) {
      bucket.setSetting("lifecycle", lifecycle());
    }
    if (!isProtected()) {
      throw new StoreException(
          bucket.address()
              + " does not both keep versions and remove them after "
              + KEPT.toDays()
              + " days. It has rules of its own, which are left as they are; add to its lifecycle: "
              + rule());
    }
  }

  /**
   * Returns whether the bucket keeps old versions and has a rule that removes these backups after
   * 90 days.
   *
   * @return false if either is missing
   * @throws StoreException if the service does not answer
   */
  public boolean isProtected() {
    String versioning = bucket.setting("versioning").orElse("");
    List<Map<String, String>> rules =
        bucket.setting("lifecycle").map(xml -> Xml.elements(xml, "Rule")).orElse(List.of());
    return Xml.find(versioning, "Status").orElse("").equals("Enabled")
        && rules.stream()
            .anyMatch(
                rule ->
                    rule.getOrDefault("Status", "").equals("Enabled")
                        && prefix().startsWith(rule.getOrDefault("Prefix", ""))
                        && rule.getOrDefault("Days", "").equals(String.valueOf(KEPT.toDays())));
  }

  /**
   * Checks a backup and sends it. What is there of it already is written again.
   *
   * @param folder folder of the backup
   * @return number of objects that were sent
   * @throws StoreException if the backup is not whole, or the service does not take it
   */
  public int send(Path folder) {
    StoreBackup.verify(folder);
    String name = nameOf(folder);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files =
          new ArrayList<>(
              tree.filter(Files::isRegularFile)
                  .filter(file -> !file.equals(folder.resolve(MANIFEST)))
                  .sorted()
                  .toList());
    } catch (IOException e) {
      throw new StoreException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    files.add(folder.resolve(MANIFEST));
    for (Path file : files) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      bucket.put(bucket.address().key(name + "/" + path), file, partBytes);
    }
    return files.size();
  }

  /**
   * Lists the backups that are complete.
   *
   * @return their names, oldest first
   * @throws StoreException if the service does not answer
   */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (Bucket.Stored object : bucket.list(prefix() + "backup-")) {
      String[] parts = object.key().substring(prefix().length()).split("/", 2);
      if (parts.length == 2 && parts[0].matches(NAME) && parts[1].equals(MANIFEST)) {
        names.add(parts[0]);
      }
    }
    return List.copyOf(names);
  }

  /**
   * Fetches a backup and checks that it is whole.
   *
   * @param name its name
   * @param parent folder in which it gets a folder of its own
   * @return that folder
   * @throws StoreException if there is no such backup, it is not whole, or the folder is there
   *     already
   */
  public Path fetch(String name, Path parent) {
    if (!name.matches(NAME)) {
      throw new StoreException("a backup is named like backup-20260105T211500Z: " + name);
    }
    Path folder = parent.resolve(name).toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      throw new StoreException(folder + " is there already");
    }
    String start = bucket.address().key(name + "/");
    List<Bucket.Stored> objects = bucket.list(start);
    if (objects.stream().noneMatch(object -> object.key().equals(start + MANIFEST))) {
      throw new StoreException("there is no complete backup " + name + " in " + bucket.address());
    }
    try {
      for (Bucket.Stored object : objects) {
        Path file = folder.resolve(object.key().substring(start.length())).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
          throw new StoreException("an object would be a file outside: " + object.key());
        }
        Files.createDirectories(file.resolveSibling("."));
        bucket.get(object.key(), file);
      }
    } catch (IOException e) {
      throw new StoreException("cannot write " + folder + ": " + e.getMessage(), e);
    }
    StoreBackup.verify(folder);
    return folder;
  }

  /**
   * Removes backups older than some time, for services that have no lifecycle. The newest is kept
   * whatever its age.
   *
   * @param keep how long a backup is kept
   * @param now present time
   * @return names of those removed, oldest first
   * @throws StoreException if the service does not answer
   */
  public List<String> removeOld(Duration keep, Instant now) {
    String oldest = NAMES.format(now.minus(keep));
    List<String> names = names();
    List<String> removed = new ArrayList<>();
    for (String name : names.subList(0, Math.max(0, names.size() - 1))) {
      if (name.compareTo(oldest) < 0) {
        String start = bucket.address().key(name + "/");
        bucket.delete(start + MANIFEST); // first, so that what is left is no backup
        for (Bucket.Stored object : bucket.list(start)) {
          bucket.delete(object.key());
        }
        removed.add(name);
      }
    }
    return List.copyOf(removed);
  }

  /** Closes the connections. */
  @Override
  public void close() {
    bucket.close();
  }

  private String lifecycle() {
    return "<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + rule()
        + "</LifecycleConfiguration>";
  }

  private String rule() {
    long days = KEPT.toDays();
    return "<Rule><ID>optionskit-backups</ID><Filter><Prefix>"
        + prefix()
        + "</Prefix></Filter><Status>Enabled</Status><Expiration><Days>"
        + days
        + "</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>"
        + days
        + "</NoncurrentDays></NoncurrentVersionExpiration><AbortIncompleteMultipartUpload>"
        + "<DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>";
  }

  private String prefix() {
    return bucket.address().key("");
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }
}
