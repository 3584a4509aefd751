/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reading of providers' JSON: parsing, fields that may be missing, and numbers as they are sent.
 */
@NullMarked
package io.optionskit.data.json;

import org.jspecify.annotations.NullMarked;
