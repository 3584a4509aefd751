/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.util.HashSet;
import java.util.Set;

/**
 * The pages of one answer already read, so that a provider that pages in a circle or without end is
 * found out. Not safe for use by several threads.
 */
public final class PageTrail {

  private final String provider;
  private final int most;
  private final Set<String> seen = new HashSet<>();

  /**
   * Creates an empty trail.
   *
   * @param provider name of the provider in messages
   * @param most pages that an answer can have
   */
  public PageTrail(String provider, int most) {
    this.provider = provider;
    this.most = most;
  }

  /**
   * Notes that a page is about to be asked for.
   *
   * @param cursor what names the page
   * @throws ProviderException {@code BAD_DATA} if it was there already, or there are too many
   */
  public void follow(String cursor) {
    if (!seen.add(cursor)) {
      throw new ProviderException(
          Reason.BAD_DATA,
          provider + " pages in a circle: page " + (seen.size() + 1) + " was there before");
    }
    if (seen.size() > most) {
      throw new ProviderException(
          Reason.BAD_DATA, provider + " pages without end: more than " + most + " pages");
    }
  }
}
