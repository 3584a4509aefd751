/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

/**
 * A setting of a profile.
 *
 * @param name dotted name, such as {@code risk.per-trade}
 * @param format how its values are written
 * @param <T> type of its values
 */
public record Key<T>(String name, Format<T> format) {}
