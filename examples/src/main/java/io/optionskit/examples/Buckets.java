/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.backup.BucketAddress;
import io.optionskit.data.backup.BucketBackups;
import io.optionskit.data.store.StoreException;
import io.optionskit.spi.SecretSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Buckets named on the command line. */
final class Buckets {

  private Buckets() {}

  static Optional<BucketAddress> address(Problems problems, String option, Optional<String> text) {
    return problems.read(option, text, BucketAddress::parse);
  }

  static BucketBackups open(BucketAddress address, Map<String, String> environment) {
    return BucketBackups.of(address, SecretSource.of(environment), InstantSource.system());
  }

  /** Sends a backup, removes those older than 90 days, and returns what to say about it. */
  static String send(
      BucketBackups remote, Path folder, boolean protect, Instant now, ObjectNode json) {
    if (protect) {
      remote.protect();
    }
    int objects = remote.send(folder);
    List<String> removed = remote.removeOld(BucketBackups.KEPT, now);
    Optional<Boolean> isProtected = isProtected(remote);
    ObjectNode upload = json.putObject("upload");
    upload.put("objects", objects);
    removed.forEach(upload.putArray("removed")::add);
    isProtected.ifPresent(known -> upload.put("protected", known));
    return "\n"
        + objects
        + " objects sent"
        + (removed.isEmpty() ? "" : ", " + removed.size() + " old backups removed there")
        + (isProtected.orElse(true)
            ? ""
            : "\nThe bucket does not keep old versions for 90 days: add --protect once.");
  }

  private static Optional<Boolean> isProtected(BucketBackups remote) {
    try {
      return Optional.of(remote.isProtected());
    } catch (StoreException e) {
      return Optional.empty(); // the service has no such settings, or the keys may not see them
    }
  }
}
