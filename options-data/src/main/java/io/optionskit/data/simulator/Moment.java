/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * What all contracts of one expiry share at one minute.
 *
 * @param timeNs end of the minute
 * @param minute minute of the day, from 1
 * @param spot unrounded price of the underlying
 * @param forward its forward for the expiry
 * @param discount value of 1.00 paid at the expiry
 * @param rootYears square root of the calendar years to settlement
 * @param law distribution of the price at the expiry relative to the forward
 * @param unrest factor on the width of quotes
 * @param volumeShare share of the day's volume that trades in the interval
 */
record Moment(
    long timeNs,
    int minute,
    double spot,
    double forward,
    double discount,
    double rootYears,
    TerminalLaw law,
    double unrest,
    double volumeShare) {}
