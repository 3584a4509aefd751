/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Chains and bars of ThetaData, through its Terminal of version 3 or 2: now, at a past instant,
 * over a past day and at past closes.
 */
@NullMarked
package io.optionskit.data.thetadata;

import org.jspecify.annotations.NullMarked;
