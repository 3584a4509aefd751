/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.market.OptionChain;

/**
 * A chain as one provider gave it.
 *
 * @param chain the chain, with the source's own columns and the origin of each value
 * @param report what became of the rows
 */
public record ChainAnswer(OptionChain chain, IntakeReport report) {}
