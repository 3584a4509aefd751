/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Backups away from this machine: the folders that {@link io.optionskit.data.store.StoreBackup}
 * makes, in a bucket of an S3-compatible object store.
 */
@NullMarked
package io.optionskit.data.backup;

import org.jspecify.annotations.NullMarked;
