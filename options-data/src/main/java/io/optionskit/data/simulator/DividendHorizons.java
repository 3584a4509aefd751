/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * The closes between which the next dividend leaves the price: the best moments to exercise an
 * American option early. A call is worth at least what it is if exercised on the eve, a put at
 * least what it is if exercised on the ex-date.
 *
 * @param eve last close with the dividend
 * @param exDate first close without it
 * @see <a href="https://doi.org/10.2469/faj.v31.n4.36">F. Black, "Fact and fantasy in the use of
 *     options", Financial Analysts Journal 31(4), 1975, 36–41 and 61–72</a>
 */
record DividendHorizons(Horizon eve, Horizon exDate) {}
