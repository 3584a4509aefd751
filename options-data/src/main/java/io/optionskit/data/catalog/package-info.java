/* SPDX-License-Identifier: Apache-2.0 */
/**
 * All providers by name, with what each can do. Whoever needs one provider only uses its own
 * package; a program that lets its user choose starts here.
 */
@NullMarked
package io.optionskit.data.catalog;

import org.jspecify.annotations.NullMarked;
