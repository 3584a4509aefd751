/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * A store of bytes behind the memory of this process, such as a server shared with others. It may
 * forget anything at any time. May be used by several threads.
 *
 * <p>Any {@link RuntimeException} it throws means that it is not to be had at the moment.
 */
public interface SecondLevel extends AutoCloseable {

  /**
   * Returns what was stored.
   *
   * @param key key of ASCII without blanks
   * @return the bytes, empty if there are none or their time is over
   */
  Optional<byte[]> find(String key);

  /**
   * Stores some bytes, in place of others of the same key.
   *
   * @param key key of ASCII without blanks
   * @param value the bytes
   * @param lifetime how long they are of use, &gt; 0
   */
  void put(String key, byte[] value, Duration lifetime);

  /** Closes connections. */
  @Override
  void close();
}
