/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The same chain from several providers: how far they agree, field by field, and which one to use.
 *
 * <p>What is chosen is one provider's chain as a whole, unless somebody asks for values of several;
 * then every value says whose it is.
 */
@NullMarked
package io.optionskit.data.reconcile;

import org.jspecify.annotations.NullMarked;
