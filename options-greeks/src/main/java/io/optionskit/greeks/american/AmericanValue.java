/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/**
 * Value, Greeks and critical price of an American option, per share and in raw units.
 *
 * <p>Where the option should be exercised at once it is worth its intrinsic value, delta is +1 or
 * −1 and the other Greeks are 0.
 *
 * @param value currency per share, at least the intrinsic value and the European value
 * @param delta ∂value/∂spot, per 1.00 of spot, −1 to 1, or beyond with a negative yield
 * @param gamma ∂²value/∂spot², per 1.00² of spot, ≥ 0
 * @param vega ∂value/∂volatility, per 1.00 of volatility, ≥ 0
 * @param theta ∂value/∂(time passing), per year, negative where the value decays
 * @param rho ∂value/∂rate, per 1.00 of rate
 * @param boundary critical spot today: a put should be exercised at or below it, a call at or above
 *     it. If a put should never be exercised before expiry it is 0, for a call infinite. With
 *     negative rates there may be two critical spots and the option should be exercised between
 *     them; then it is the one on the other side of which holding gains from the payoff's
 *     optionality: the higher one for a put, the lower one for a call; {@link American#boundary}
 *     gives both
 * @param exerciseNow whether exercising at once is optimal, that is whether the option is worth its
 *     positive intrinsic value and no more
 */
public record AmericanValue(
    double value,
    double delta,
    double gamma,
    double vega,
    double theta,
    double rho,
    double boundary,
    boolean exerciseNow) {}
