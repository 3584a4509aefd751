/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reading of providers' answers through their ports, each beside a plain walk over the same bytes.
 */
@NullMarked
package io.optionskit.benchmarks.parsing;

import org.jspecify.annotations.NullMarked;
