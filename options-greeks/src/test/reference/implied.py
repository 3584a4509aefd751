# SPDX-License-Identifier: Apache-2.0
"""Writes implied.csv: option prices as doubles, and the volatility each of these very doubles implies, to 17 digits.

Needs Python 3 and mpmath 1.3 (pip install mpmath).
Run: python3 implied.py ../resources/io/optionskit/greeks [rows per group]
"""

import random
import sys
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sqrt

mp.dps = 400


def N(x):
    return erfc(-x / sqrt(2)) / 2


def price(w, F, K, T, D, v):
    s = v * sqrt(T)
    d1 = log(F / K) / s + s / 2
    return D * w * (F * N(w * d1) - K * N(w * (d1 - s)))


def vega(F, K, T, D, v):
    s = v * sqrt(T)
    d1 = log(F / K) / s + s / 2
    return D * F * exp(-d1 * d1 / 2) / sqrt(2 * pi) * sqrt(T)


def implied(w, F, K, T, D, target, guess):
    """Newton's method on the logarithm of the time value, from the volatility that made the price."""
    intrinsic = D * max(mpf(0), w * (F - K))
    top = D * (F if w > 0 else K)
    if not intrinsic < target < top:
        return None
    v = guess
    for _ in range(200):
        p = price(w, F, K, T, D, v)
        if target - intrinsic < (top - intrinsic) / 2:
            step = (p - intrinsic) * log((p - intrinsic) / (target - intrinsic)) / vega(F, K, T, D, v)
        else:
            step = -(top - p) * log((top - p) / (top - target)) / vega(F, K, T, D, v)
        while not 0 < v - step < 4 * v:
            step /= 2
        v -= step
        if abs(step) < v * mpf(10) ** -40:
            return v
    return None


def rows(count):
    random.seed(20261122)
    u = random.uniform
    for _ in range(count):
        F = round(u(5, 600), 2)
        yield "ordinary", F, round(F * u(0.7, 1.4), 1), round(u(0.02, 2), 4), round(u(0.9, 1.01), 4), round(u(0.08, 0.9), 4)
    for _ in range(count):
        F, T, v = round(u(50, 6000), 2), round(u(0.01, 1), 4), round(u(0.1, 0.6), 3)
        yield "wing", F, round(F * 2.718281828 ** (u(-18, 18) * v * T**0.5), 2), T, round(u(0.9, 1), 4), v
    for _ in range(count):
        F, T, v = round(u(50, 6000), 2), random.choice((1, 5, 30, 60, 390)) / 525600, round(u(0.1, 1.2), 3)
        yield "same-day", F, round(F * 2.718281828 ** (u(-6, 6) * v * T**0.5), 1), T, 1.0, v
    for _ in range(count):
        F = 10 ** u(-2, 5)
        kind = random.randrange(3)
        if kind == 0:  # prices down to 1e-290
            T, v = u(0.01, 3), u(0.05, 1)
            yield "extreme", F, F * 2.718281828 ** (u(-36, 36) * v * T**0.5), T, u(0.5, 1.1), v
        elif kind == 1:  # decades, up to 500 % volatility
            yield "extreme", F, F * 10 ** u(-3, 3), u(0.1, 10), u(0.5, 1.1), u(0.3, 5)
        else:  # nearly no volatility, at the forward
            T, v = u(0.01, 3), 10 ** u(-5, -2)
            yield "extreme", F, F * (1 + random.choice((0, u(-5, 5))) * v * T**0.5), T, u(0.5, 1.1), v


if __name__ == "__main__":
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with open(Path(sys.argv[1]) / "implied.csv", "w", newline="\n") as out:
        out.write("group,type,forward,strike,years,discountFactor,price,volatility\n")
        for group, F, K, T, D, v in rows(count):
            right = random.choice("CP")
            w = 1 if right == "C" else -1
            a = [w, *(mpf(float(x)) for x in (F, K, T, D))]
            p = float(price(*a, mpf(float(v))))
            if p < 1e-300 or p == float(D) * max(0.0, w * (float(F) - float(K))):
                continue  # nothing left of the time value
            exact = implied(*a, mpf(p), mpf(float(v)))
            if exact is not None:
                cells = [group, right, *(repr(float(x)) for x in (F, K, T, D)), repr(p), nstr(exact, 17)]
                out.write(",".join(cells) + "\n")
