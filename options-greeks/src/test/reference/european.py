# SPDX-License-Identifier: Apache-2.0
"""Writes european.csv.gz and normal.csv: references to 17 digits from 60-digit arithmetic.

Needs Python 3 and mpmath 1.3 (pip install mpmath).
Run: python3 european.py ../resources/io/optionskit/greeks [rows per group]

The inputs are the exact doubles printed. Derivatives come from the closed forms, which are checked here against
differences of the value at 60 digits before anything is written.
"""

import gzip
import random
import sys
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sqrt

mp.dps = 60
NAMES = "value delta gamma vega theta rho vanna volga charm speed color zomma dividendRho".split()


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
        -w * T * S * df * N(w * d1),
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
             d(gamma, 1), d(gamma, 3, -1), d(gamma, 6), d(V, 5)]
    for w in (1, -1):
        a[0] = mpf(w)
        for name, form, exact in zip(NAMES, forms, measures(*a)):
            assert abs(form(a) / exact - 1) < mpf(10) ** -20, (name, form(a), exact)
    mp.dps = 60


def rows(count):
    random.seed(20261121)
    u = random.uniform
    e = 2.718281828459045
    for _ in range(count):
        spot = round(u(5, 600), 2)
        yield "ordinary", spot, round(spot * u(0.7, 1.4), 1), round(u(0.02, 2), 4), round(u(-0.01, 0.08), 4), round(u(0, 0.04), 4), round(u(0.08, 0.9), 4)
    for _ in range(count):
        spot = round(u(50, 6000), 2)
        T, v = round(u(0.01, 1), 4), round(u(0.1, 0.6), 3)
        d = u(3, 20) * random.choice((-1, 1))
        yield "wing", spot, max(0.01, round(spot * e ** (d * v * T**0.5), 2)), T, round(u(0, 0.06), 4), round(u(0, 0.03), 4), v
    for _ in range(count):
        spot = round(u(50, 6000), 2)
        T = random.choice((1, 5, 30, 60, 390)) / 525600
        v = round(u(0.1, 1.2), 3)
        d = u(-6, 6)
        yield "same-day", spot, round(spot * e ** (d * v * T**0.5), 1), T, round(u(0, 0.06), 4), round(u(0, 0.03), 4), v
    for _ in range(count):
        spot, T, r, q = round(u(5, 600), 2), round(u(0.02, 2), 4), round(u(-0.01, 0.08), 4), round(u(0, 0.04), 4)
        yield "near-money", spot, spot * e ** ((r - q) * T) * (1 + random.choice((-1, 0, 1)) * 10 ** u(-12, -3)), T, r, q, round(u(0.08, 0.9), 4)
    for _ in range(count):
        spot = round(u(5, 600), 2)
        yield "negative-rate", spot, round(spot * u(0.6, 1.6), 1), round(u(0.02, 5), 4), u(-0.08, 0), u(-0.08, 0.02), round(u(0.08, 0.9), 4)
    for _ in range(count):  # one second
        spot, T, v = 10 ** u(-2, 5), 1 / 31536000, u(0.05, 5)
        yield "second", spot, spot * e ** (u(-9, 9) * v * T**0.5), T, u(-0.1, 0.2), u(-0.1, 0.2), v
    for _ in range(count):  # up to decades
        spot = 10 ** u(-2, 5)
        yield "long", spot, spot * 10 ** u(-1, 1), u(2, 40), u(-0.03, 0.12), u(-0.03, 0.12), u(0.05, 0.6)
    for _ in range(count):  # up to 500 % volatility
        spot = 10 ** u(-2, 5)
        yield "volatile", spot, spot * 10 ** u(-3, 3), 10 ** u(-2, 1.6), u(-0.05, 0.3), u(-0.05, 0.3), u(0.9, 5)
    for _ in range(count):  # nearly no volatility, at the forward
        spot, T, v, r, q = 10 ** u(-2, 5), u(0.01, 3), 10 ** u(-6, -2), u(-0.05, 0.1), u(-0.05, 0.1)
        yield "calm", spot, spot * e ** ((r - q) * T) * (1 + u(-5, 5) * v * T**0.5), T, r, q, v
    for _ in range(count):  # values down to 1e-305
        spot, T, v = 10 ** u(-2, 5), u(0.01, 3), u(0.05, 1)
        yield "far", spot, spot * e ** (u(20, 37) * random.choice((-1, 1)) * v * T**0.5), T, u(-0.1, 0.2), u(-0.1, 0.2), v
    for _ in range(count):  # units of account from dust to national debts
        spot, T, v = 10 ** u(-60, 60), u(0.01, 3), u(0.05, 1)
        yield "scale", spot, spot * e ** (u(-6, 6) * v * T**0.5), T, u(-0.05, 0.1), u(-0.05, 0.1), v


if __name__ == "__main__":
    check()
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 270
    lines = ["group,type,spot,strike,years,rate,dividendYield,volatility," + ",".join(NAMES)]
    for group, *inputs in rows(count):
        inputs = [float(x) for x in inputs]
        right = random.choice("CP")
        exact = measures(1 if right == "C" else -1, *map(mpf, inputs))
        lines.append(",".join([group, right, *map(repr, inputs), *(nstr(x, 17) for x in exact)]))
    with gzip.GzipFile(folder / "european.csv.gz", "wb", 9, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode("ascii"))
    with open(folder / "normal.csv", "w", newline="\n") as out:
        out.write("x,cumulative\n")
        for i in range(-147, 37):
            x = i / 4 + random.uniform(-0.12, 0.12)
            out.write(f"{x!r},{nstr(N(mpf(x)), 17)}\n")
