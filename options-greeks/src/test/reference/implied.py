# SPDX-License-Identifier: Apache-2.0
"""Writes implied.csv.gz: option prices as doubles, and the volatility each of these very doubles implies, to 20 digits.

The last column is the condition |price / (volatility * vega)|, by which the rounding of a price is magnified. Rows without a
volatility have a status instead: the price is the discounted intrinsic value as computed, below it, at or above the maximum,
without time, or an input is not usable.

Needs Python 3 and mpmath 1.3 (pip install mpmath).
Run: python3 implied.py ../resources/io/optionskit/greeks
"""

import gzip
import io
import math
import random
import sys
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sqrt, workdps

DIGITS = 80
EXACT = 900  # enough for the difference of two products of doubles


def N(x):
    return erfc(-x / sqrt(2)) / 2


def out_of_the_money(F, K, s):
    """Undiscounted value of the out-of-the-money option of the strike."""
    d1 = log(F / K) / s + s / 2
    return F * N(d1) - K * N(d1 - s) if F < K else K * N(s - d1) - F * N(-d1)


def price(w, F, K, T, D, v):
    with workdps(EXACT if w * (F - K) > 0 else DIGITS + 40):
        return D * (out_of_the_money(F, K, v * sqrt(T)) + max(mpf(0), w * (F - K)))


def implied(w, F, K, T, D, target, guess):
    """Newton's method on the logarithm of the time value, or of its distance from the maximum."""
    with workdps(EXACT):
        value = target / D - max(mpf(0), w * (F - K))
    with workdps(DIGITS):
        lower, upper = mpf(0), mpf(10) ** 6
        s, top = guess * sqrt(T), min(F, K)
        assert 0 < value < top
        for _ in range(500):
            c = out_of_the_money(F, K, s)
            vega = F * exp(-((log(F / K) / s + s / 2) ** 2) / 2) / sqrt(2 * pi)
            lower, upper = (s, upper) if c < value else (lower, s)
            step = c * log(c / value) / vega if value < top / 2 else (top - c) * log((top - value) / (top - c)) / vega
            following = s - step
            if not lower <= following <= upper:
                following = (lower + upper) / 2
            if abs(following - s) < s * mpf(10) ** -32:
                volatility = following / sqrt(T)
                return volatility, abs(target / (volatility * D * vega * sqrt(T)))
            s = following
    raise ValueError("no convergence")


def factor(exponent):
    return 2.718281828**exponent


def rows():
    """Yields group, forward, strike, years, discount factor and the volatility that makes the price."""
    random.seed(20261122)
    u = random.uniform
    for _ in range(600):
        F = round(u(5, 600), 2)
        yield "ordinary", F, round(F * u(0.7, 1.4), 1), round(u(0.02, 2), 4), round(u(0.9, 1.01), 4), round(u(0.08, 0.9), 4)
    for _ in range(500):
        F, T, v = round(u(50, 6000), 2), round(u(0.01, 1), 4), round(u(0.1, 0.6), 3)
        yield "wing", F, round(F * factor(u(-18, 18) * v * T**0.5), 2), T, round(u(0.9, 1), 4), v
    for _ in range(350):
        F, T, v = round(u(50, 6000), 2), random.choice((1, 5, 30, 60, 390)) / 525600, round(u(0.1, 1.2), 3)
        yield "same-day", F, round(F * factor(u(-6, 6) * v * T**0.5), 2), T, 1.0, v
    for _ in range(200):
        F, T, v = round(u(50, 6000), 2), 1 / 31536000, round(u(0.05, 3), 3)
        yield "one-second", F, F * factor(u(-8, 8) * v * T**0.5), T, 1.0, v
    for _ in range(200):
        F, T = round(u(10, 6000), 2), round(u(10, 60), 2)
        yield "long", F, round(F * u(0.2, 5), 1), T, round(u(0.05, 1.2), 4), round(u(0.05, 0.6), 3)
    for _ in range(200):
        F = round(u(10, 6000), 2)
        yield "high", F, round(F * 10 ** u(-1, 1), 1), round(u(0.1, 3), 3), round(u(0.8, 1), 4), round(u(1, 6), 3)
    for _ in range(200):
        F, T, v = 10 ** u(-2, 5), u(0.01, 3), 10 ** u(-9, -2)
        yield "tiny", F, F * (1 + random.choice((0, u(-5, 5))) * v * T**0.5), T, u(0.5, 1.1), v
    for _ in range(250):
        F, T, v = round(u(50, 6000), 2), round(u(0.01, 1), 4), round(u(0.1, 0.6), 3)
        yield "deep-in", F, round(F * factor(random.choice((-1, 1)) * u(2, 7) * v * T**0.5), 2), T, round(u(0.9, 1), 4), v
    for _ in range(300):
        F, T, v = 10 ** u(-2, 5), u(0.01, 3), u(0.05, 1)
        yield "far-out", F, F * factor(random.choice((-1, 1)) * u(10, 37) * v * T**0.5), T, u(0.5, 1.1), v
    for _ in range(300):
        F, T, v = u(1, 1000), u(0.001, 2), 10 ** u(-6, 0)
        K = F
        for _ in range(random.choice((0, 1, 2, 5, 100, 10000))):
            K = math.nextafter(K, math.inf)
        yield "at-forward", *random.choice(((F, K), (K, F))), T, u(0.8, 1.05), v
    for _ in range(250):
        F, T, v = 10 ** u(-90, 90), 10 ** u(-3, 1), u(0.05, 1)
        yield "scale", F, F * factor(u(-6, 6) * v * T**0.5), T, 10 ** u(-1, 1), v
    for _ in range(150):
        F, T, v = round(u(5, 600), 2), round(u(0.02, 5), 4), round(u(0.08, 0.9), 4)
        yield "dear-money", F, round(F * factor(u(-3, 3) * v * T**0.5), 2), T, u(1, 1.3), v
    for _ in range(150):
        F, T = round(u(5, 600), 2), u(0.1, 3)
        yield "near-maximum", F, F * 10 ** u(-2, 2), T, u(0.8, 1.1), u(4, 14) / T**0.5
    for _ in range(150):
        F = 10 ** u(-2, 5)
        yield "decades", F, F * 10 ** u(-3, 3), u(0.1, 10), u(0.5, 1.1), u(0.3, 5)


def unsolvable():
    """Yields status, type, forward, strike, years, discount factor, price."""
    u = random.uniform
    nan, inf = math.nan, math.inf
    for _ in range(40):
        F, K, T, D = round(u(50, 600), 2), round(u(50, 600), 2), round(u(0.01, 2), 4), round(u(0.9, 1.05), 4)
        right = "C" if F > K else "P"
        other = "P" if F > K else "C"
        intrinsic = D * abs(F - K)
        top = D * (F if right == "C" else K)
        yield "zero_volatility", right, F, K, T, D, intrinsic
        yield "zero_volatility", other, F, K, T, D, 0.0
        yield "below_intrinsic", right, F, K, T, D, intrinsic * (1 - 10 ** u(-14, 0))
        yield "below_intrinsic", other, F, K, T, D, -(10 ** u(-300, 1))
        yield "above_maximum", right, F, K, T, D, max(top, math.nextafter(top, inf))
        yield "above_maximum", right, F, K, T, D, top * (1 + 10 ** u(-14, 2))
        yield "zero_time", right, F, K, 0.0, D, random.choice((0.0, intrinsic, intrinsic + 1, 2 * top))
        bad = [F, K, T, D, u(0, 9)]
        place = random.randrange(5)
        bad[place] = random.choice((nan, inf, -inf, -1.0, 0.0) if place in (0, 1, 3) else (nan, inf, -inf) if place == 4 else (nan, inf, -inf, -1.0))
        yield "invalid", right, *bad
    # whole numbers, where nothing is rounded
    yield "zero_volatility", "C", 110.0, 100.0, 1.0, 1.0, 10.0
    yield "below_intrinsic", "C", 110.0, 100.0, 1.0, 1.0, 9.99
    yield "above_maximum", "C", 110.0, 100.0, 1.0, 1.0, 110.0
    yield "above_maximum", "P", 110.0, 100.0, 1.0, 1.0, 100.0
    yield "zero_volatility", "P", 100.0, 100.0, 1.0, 1.0, 0.0
    yield "below_intrinsic", "C", 100.0, 100.0, 1.0, 1.0, -5e-324


def line(group, right, numbers, *rest):
    return ",".join([group, right, *(repr(float(x)) for x in numbers), *rest]) + "\n"


def write(out):
    out.write("group,type,forward,strike,years,discountFactor,price,status,volatility,condition\n")
    written = 0
    for group, F, K, T, D, v in rows():
        right = random.choice("CP")
        if group == "deep-in":
            right = "C" if F > K else "P"
        if group == "far-out":
            right = "P" if F > K else "C"
        w = 1 if right == "C" else -1
        exact = [w, *(mpf(float(x)) for x in (F, K, T, D))]
        p = float(price(*exact, mpf(float(v))))
        intrinsic = float(D) * max(0.0, w * (float(F) - float(K)))
        with workdps(EXACT):
            top = exact[4] * (exact[1] if w > 0 else exact[2])
            time_value = mpf(p) - exact[4] * max(mpf(0), w * (exact[1] - exact[2]))
            if not 0 < p < top or time_value <= 0 or p == intrinsic or time_value < mpf(10) ** -300 * top:
                continue  # rounding has left nothing of the time value, or of the distance from the maximum
        volatility, condition = implied(*exact, mpf(p), mpf(float(v)))
        out.write(line(group, right, (F, K, T, D, p), "ok", nstr(volatility, 20), nstr(condition, 4)))
        written += 1
    for status, right, *numbers in unsolvable():
        out.write(line("unsolvable", right, numbers, status, "", ""))
        written += 1
    return written


if __name__ == "__main__":
    mp.dps = DIGITS
    text = io.StringIO()
    print(write(text), "rows")
    with open(Path(sys.argv[1]) / "implied.csv.gz", "wb") as file:
        file.write(gzip.compress(text.getvalue().encode(), mtime=0))
