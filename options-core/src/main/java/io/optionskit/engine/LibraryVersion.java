/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

/** Version of the library, as it stands in journals and reports. */
public final class LibraryVersion {

  /** Version of this build. */
  public static final String CURRENT = "0.1.0";

  private LibraryVersion() {}
}
