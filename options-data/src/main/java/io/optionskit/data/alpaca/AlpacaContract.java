/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import io.optionskit.contract.OptionContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A contract as Alpaca lists it.
 *
 * @param contract the contract
 * @param tradable whether it can be traded at Alpaca
 * @param openInterest open contracts, empty if unknown
 * @param openInterestDate day whose close they were counted at; they were published after it
 * @param close last closing price per share, empty if unknown
 * @param closeDate day of that close
 */
public record AlpacaContract(
    OptionContract contract,
    boolean tradable,
    OptionalInt openInterest,
    Optional<LocalDate> openInterestDate,
    Optional<BigDecimal> close,
    Optional<LocalDate> closeDate) {}
