/* SPDX-License-Identifier: Apache-2.0 */
/** Reading of providers' CSV: a header and rows, as they are sent. */
@NullMarked
package io.optionskit.data.csv;

import org.jspecify.annotations.NullMarked;
