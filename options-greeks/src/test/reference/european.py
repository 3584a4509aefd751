# SPDX-License-Identifier: Apache-2.0
"""Writes european.csv and normal.csv: references to 17 digits from 60-digit arithmetic.

Needs Python 3 and mpmath 1.3 (pip install mpmath).
Run: python3 european.py ../resources/io/optionskit/greeks [rows per group]

The inputs are the exact doubles printed. Derivatives come from the closed forms, which are checked here against
differences of the value at 60 digits before anything is written.
"""

import random
import sys
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sqrt

mp.dps = 60
NAMES = "value delta gamma vega theta rho vanna volga charm speed color zomma".split()


def n(x):
    return exp(-x * x / 2) / sqrt(2 * pi)


def N(x):
    return erfc(-x / sqrt(2)) / 2


def value(w, S, K, T, r, q, v):
    s = v * sqrt(T)
    d1 = (log(S / K) + (r - q) * T) / s + s / 2
    return w * (S * exp(-q * T) * N(w * d1) - K * exp(-r * T) * N(w * (d1 - s)))


def measures(w, S, K, T, r, q, v):
    s = v * sqrt(T)
    d1 = (log(S / K) + (r - q) * T) / s + s / 2
    d2 = d1 - s
    df, dr = exp(-q * T), exp(-r * T)
    gamma = df * n(d1) / (S * s)
    vega = S * df * n(d1) * sqrt(T)
    drift = (2 * (r - q) * T - d2 * s) / (2 * T * s)
    return [
        w * (S * df * N(w * d1) - K * dr * N(w * d2)),
        w * df * N(w * d1),
        gamma,
        vega,
        -S * df * n(d1) * v / (2 * sqrt(T)) + w * (q * S * df * N(w * d1) - r * K * dr * N(w * d2)),
        w * T * K * dr * N(w * d2),
        -df * n(d1) * d2 / v,
        vega * d1 * d2 / v,
        w * q * df * N(w * d1) - df * n(d1) * drift,
        -gamma / S * (d1 / s + 1),
        gamma * (q + 1 / (2 * T) + d1 * drift),
        gamma * (d1 * d2 - 1) / v,
    ]


def check():
    """Compares the closed forms with differences of the value alone."""
    mp.dps = 100
    a = [mpf(1), mpf(100), mpf(110), mpf("0.4"), mpf("0.05"), mpf("0.02"), mpf("0.3")]
    e = mpf(10) ** -20

    def d(f, i, sign=1):
        def g(x):
            up, down = list(x), list(x)
            up[i] += e
            down[i] -= e
            return sign * (f(up) - f(down)) / (2 * e)

        return g

    V = lambda x: value(*x)
    delta = d(V, 1)
    gamma = d(delta, 1)
    forms = [V, delta, gamma, d(V, 6), d(V, 3, -1), d(V, 4), d(delta, 6), d(d(V, 6), 6), d(delta, 3, -1),
             d(gamma, 1), d(gamma, 3, -1), d(gamma, 6)]
    for w in (1, -1):
        a[0] = mpf(w)
        for name, form, exact in zip(NAMES, forms, measures(*a)):
            assert abs(form(a) / exact - 1) < mpf(10) ** -20, (name, form(a), exact)
    mp.dps = 60


def rows(count):
    random.seed(20261121)
    u = random.uniform
    for _ in range(count):
        spot = round(u(5, 600), 2)
        yield "ordinary", spot, round(spot * u(0.7, 1.4), 1), round(u(0.02, 2), 4), round(u(-0.01, 0.08), 4), round(u(0, 0.04), 4), round(u(0.08, 0.9), 4)
    for _ in range(count):
        spot = round(u(50, 6000), 2)
        T, v = round(u(0.01, 1), 4), round(u(0.1, 0.6), 3)
        d = u(3, 20) * random.choice((-1, 1))
        yield "wing", spot, max(0.01, round(spot * 2.718281828 ** (d * v * T**0.5), 2)), T, round(u(0, 0.06), 4), round(u(0, 0.03), 4), v
    for _ in range(count):
        spot = round(u(50, 6000), 2)
        T = random.choice((1, 5, 30, 60, 390)) / 525600
        v = round(u(0.1, 1.2), 3)
        d = u(-6, 6)
        yield "same-day", spot, round(spot * 2.718281828 ** (d * v * T**0.5), 1), T, round(u(0, 0.06), 4), round(u(0, 0.03), 4), v
    for _ in range(count):
        kind = random.randrange(4)
        spot = 10 ** u(-2, 5)
        if kind == 0:  # prices down to 1e-290
            T, v = u(0.01, 3), u(0.05, 1)
            yield "extreme", spot, spot * 2.718281828 ** (u(20, 36) * random.choice((-1, 1)) * v * T**0.5), T, u(-0.1, 0.2), u(-0.1, 0.2), v
        elif kind == 1:  # one second
            T, v = 1 / 31536000, u(0.05, 5)
            yield "extreme", spot, spot * 2.718281828 ** (u(-9, 9) * v * T**0.5), T, u(-0.1, 0.2), u(-0.1, 0.2), v
        elif kind == 2:  # decades, 500 % volatility
            yield "extreme", spot, spot * 10 ** u(-3, 3), u(1, 40), u(-0.05, 0.3), u(-0.05, 0.3), u(0.5, 5)
        else:  # nearly no volatility, at the forward
            T, v, r, q = u(0.01, 3), 10 ** u(-5, -2), u(-0.05, 0.1), u(-0.05, 0.1)
            f = 2.718281828459045 ** ((r - q) * T)
            yield "extreme", spot, spot * f * (1 + u(-5, 5) * v * T**0.5), T, r, q, v


if __name__ == "__main__":
    check()
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with open(folder / "european.csv", "w", newline="\n") as out:
        out.write("group,type,spot,strike,years,rate,dividendYield,volatility," + ",".join(NAMES) + "\n")
        for group, *inputs in rows(count):
            inputs = [float(x) for x in inputs]
            right = random.choice("CP")
            exact = measures(1 if right == "C" else -1, *map(mpf, inputs))
            out.write(",".join([group, right, *map(repr, inputs), *(nstr(x, 17) for x in exact)]) + "\n")
    with open(folder / "normal.csv", "w", newline="\n") as out:
        out.write("x,cumulative\n")
        for i in range(-147, 37):
            x = i / 4 + random.uniform(-0.12, 0.12)
            out.write(f"{x!r},{nstr(N(mpf(x)), 17)}\n")
