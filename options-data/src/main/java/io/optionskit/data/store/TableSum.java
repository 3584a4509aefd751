/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

/**
 * What a table holds, in a form that can be compared between databases.
 *
 * @param table name
 * @param rows number of rows
 * @param checksum sum of the SHA-256 of all rows modulo 2^256, in 64 hexadecimal digits; the order
 *     of the rows does not matter, instants count to the microsecond and prices to six decimals
 */
public record TableSum(String table, long rows, String checksum) {}
