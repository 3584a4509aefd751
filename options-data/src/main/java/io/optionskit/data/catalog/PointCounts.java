/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

/**
 * What became of all rows that a provider sent so far, whichever answer they were in.
 *
 * @param received rows of chains and bars read
 * @param filtered how many of them were refused, for whatever reason
 */
public record PointCounts(long received, long filtered) {}
