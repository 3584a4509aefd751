/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The library's work spread over an Apache Spark cluster.
 *
 * <p>The same strategies and jobs give the same results as on one machine; Spark only decides where
 * they run.
 */
@NullMarked
package io.optionskit.spark;

import org.jspecify.annotations.NullMarked;
