/* SPDX-License-Identifier: Apache-2.0 */
/** JMH benchmarks, each beside a bare reference loop or a peer in the same run. */
@NullMarked
package io.optionskit.benchmarks;

import org.jspecify.annotations.NullMarked;
