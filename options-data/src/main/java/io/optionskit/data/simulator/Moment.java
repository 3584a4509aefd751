/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * What all contracts of one underlying share at one minute.
 *
 * @param timeNs end of the minute
 * @param minute minute of the day, from 1
 * @param spot unrounded price of the underlying
 * @param unrest factor on the width of quotes
 * @param volumeShare share of the day's volume that trades in the interval
 */
record Moment(long timeNs, int minute, double spot, double unrest, double volumeShare) {}
