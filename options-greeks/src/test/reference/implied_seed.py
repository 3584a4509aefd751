# SPDX-License-Identifier: Apache-2.0
"""Prints the polynomials of the implied volatility's first guess and of its Mills ratio step.

Needs Python 3, mpmath 1.3 and numpy. Run: python3 implied_seed.py

With v the undiscounted value of the out-of-the-money option, gap = |forward - strike| and x = |ln(forward / strike)|:

Bachelier: in the normal model v / gap = n(u) / u - N(-u), where u is the distance of the strike in standard deviations. With
g = sqrt(2 ln(1 + gap / v)) the function g^2 / u runs smoothly from 5.01 at g = 0 to g at infinity; it is fitted by a polynomial of
degree 6 in g over one of degree 5.

Lognormal: the total volatility s of Black's model is t (1 + correction) with t = x / u, and the correction, t^2 / 24 to leading order,
is a polynomial in t^2 and x^2, fitted for s up to 1.9 and x up to 3.

Mills ratio: as in mills_ratio.py, but from a = -1 on, with even and odd powers apart.

Logarithm: ln(m) / (m - 1) for m from sqrt(1/2) to sqrt(2), to 1e-6; and (atanh(z) / z - 1) / z^2 in powers of z^2 up to z = 0.206.
"""

import numpy as np
from mpmath import atanh, binomial, exp, expm1, erfc, log, log1p, mp, mpf, pi, sqrt

import mills_ratio
from mills_ratio import chebyshev, mills, powers

mp.dps = 50
FLOOR = 1e-6  # added to gap / v, and times v / unit to x, so that the forward itself is not a special case


def bachelier_samples():
    us = [mpf(10) ** (mpf(i) / 10 - 6) for i in range(60)] + [mpf(i) / 20 for i in range(20, 100)] + [5 + mpf(i) / 4 for i in range(135)]
    g = [sqrt(2 * log(1 + 1 / mills_ratio.bachelier(u))) for u in us]
    return np.array([float(v) for v in g], dtype=np.longdouble), np.array([float(v) for v in us], dtype=np.longdouble)


def fit_bachelier(n=6, m=5, rounds=60):
    """Linearised least squares, reweighted towards the smallest largest relative error."""
    g, u = bachelier_samples()
    w = g * g / u
    den, weight, best = np.ones_like(g), np.ones_like(g), None
    for _ in range(rounds):
        scale = weight / (w * den)
        columns = [scale * g**i for i in range(n + 1)] + [-w * scale * g**i for i in range(1, m + 1)]
        a = np.array(columns, dtype=np.float64).T
        size = np.abs(a).max(0)
        solution = np.linalg.lstsq(a / size, (w * scale).astype(np.float64), rcond=1e-16)[0] / size
        top = sum(solution[i] * g**i for i in range(n + 1))
        den = 1 + sum(solution[n + i] * g**i for i in range(1, m + 1))
        error = np.abs(top / den / w - 1)
        if best is None or error.max() < best[0]:
            best = (float(error.max()), solution.copy())
        weight = weight * (1e-30 + error / error.max()) ** 0.3
        weight /= weight.max()
    error, solution = best
    return error, solution[: n + 1], np.concatenate(([1.0], solution[n + 1 :]))


def fit_lognormal(top, bottom, largest_s=1.9, largest_x=3.0, degree=4, rounds=80):
    rng = np.random.default_rng(1)
    rows = []
    while len(rows) < 6000:
        kind = len(rows) % 3
        s = 10 ** rng.uniform(-2.5, 0.279) if kind else rng.uniform(0.05, largest_s)
        x = s * (rng.uniform(0, 8) if kind < 2 else rng.uniform(0, 36))
        if x > largest_x:
            continue
        near = mpf(x) / mpf(s) - mpf(s) / 2
        v = exp(-near * near / 2) / sqrt(2 * pi) * (mills(near) - mills(near + mpf(s)))
        rows.append((s, x, float(v), float(expm1(mpf(x)) / v)))
    s, x, v, ratio = np.array(rows).T
    g = np.sqrt(2 * np.log1p(ratio + FLOOR))
    x = x + FLOOR * v
    t = x * np.polyval(bottom[::-1], g) ** -1 * np.polyval(top[::-1], g) / (g * g)
    powers_ = [(i, j) for i in range(1, degree + 1) for j in range(degree + 1 - i)]
    a = np.array([t ** (2 * i) * x ** (2 * j) for i, j in powers_]).T
    y, weight, best = s / t - 1, np.ones(len(s)), None
    for _ in range(rounds):
        solution = np.linalg.lstsq(a * weight[:, None], y * weight, rcond=1e-15)[0]
        error = np.abs(a @ solution - y)
        if best is None or error.max() < best[0]:
            best = (error.max(), solution)
        weight *= (1e-6 + error / error.max()) ** 0.3
        weight /= weight.max()
    return best[0], dict(zip(powers_, best[1]))


def shifted(c, low, high):
    """Chebyshev coefficients on [low, high] to powers of the variable itself."""
    p = powers(c)
    scale, shift = 2 / (high - low), -(high + low) / (high - low)
    out = [mpf(0)] * len(p)
    for k, v in enumerate(p):
        for j in range(k + 1):
            out[j] += v * binomial(k, j) * scale**j * shift ** (k - j)
    return out


def on(f, low, high, degree):
    return shifted(chebyshev(lambda y: f((high - low) / 2 * y + (high + low) / 2), 40)[: degree + 1], low, high)


def show(name, values):
    print(name)
    for v in values:
        print("   ", repr(float(v)))


if __name__ == "__main__":
    error, top, bottom = fit_bachelier()
    show(f"u = g^2 * BOTTOM / TOP, worst relative error {error:.2g}: TOP", top)
    show("BOTTOM", bottom)
    error, terms = fit_lognormal(top, bottom)
    print(f"correction, worst error {error:.2g}: powers of t^2 and x^2")
    for key, v in terms.items():
        print("   ", key, repr(float(v)))
    mills_ratio.P, mills_ratio.Q = mpf(4), mpf(6)
    c = powers(chebyshev(mills_ratio.scaled, 61)[:26])
    show("Mills even", c[0::2])
    show("Mills odd", c[1::2])
    root = sqrt(mpf(2))
    show("ln(m) / (m - 1) in powers of m - 1", on(lambda f: log1p(f) / f, 1 / root - 1, root - 1, 6))

    def rest(w):
        z = sqrt(w)
        return (atanh(z) / z - 1) / w

    show("atanh", on(rest, mpf(0), mpf("0.0427"), 7))
