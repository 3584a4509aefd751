# SPDX-License-Identifier: Apache-2.0
"""Writes quadrature.csv: European options in the spot-drop model and American calls in both, with one or two dividends.

Needs Python 3 and mpmath 1.3 (pip install mpmath).
Run: python3 dividends.py ../resources/io/optionskit/greeks/dividend

The value after the last dividend is the formula of Black and Scholes; before each it is the integral of the value after
it against the normal density, by Gauss-Legendre panels over 11 standard deviations, split at the strike and at the
critical price. Every value is computed with two numbers of nodes, which must agree to 1e-19. Greeks are central
differences at 36 digits; theta moves expiry and ex-dates alike, rho holds the amounts.
"""

import random
import sys
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sqrt

mp.dps = 36
REACH = 11


def N(x):
    return erfc(-x / sqrt(2)) / 2


RULES = {}


def rule(n):
    if n not in RULES:
        nodes = []
        for i in range(n):
            x = mp.cos(pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(9):
                p0, p1 = mpf(1), x
                for k in range(2, n + 1):
                    p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k
                d = n * (x * p1 - p0) / (x * x - 1)
                x -= p1 / d
            nodes.append((x, 2 / ((1 - x * x) * d * d)))
        RULES[n] = nodes
    return RULES[n]


def integrate(f, edges, n):
    total = mpf(0)
    for a, b in zip(edges, edges[1:]):
        if b > a:
            half = (b - a) / 2
            total += half * sum(w * f(a + half * (1 + x)) for x, w in rule(n))
    return total


def formula(sign, x, k, t, r, q, v):
    if x <= 0:
        return k * exp(-r * t) if sign < 0 else mpf(0)
    s = v * sqrt(t)
    d1 = log(x / k) / s + (r - q) * t / s + s / 2
    return sign * (x * exp(-q * t) * N(sign * d1) - k * exp(-r * t) * N(sign * (d1 - s)))


class Option:
    def __init__(self, escrowed, american, sign, k, t, r, q, dividends, v, n):
        self.escrowed, self.american, self.sign, self.k, self.t = escrowed, american, sign, k, t
        self.r, self.q, self.dividends, self.v, self.n = r, q, dividends, v, n
        self.critical = {}

    def escrow(self, time, start):
        if not self.escrowed:
            return mpf(0)
        return sum((d * exp(-(self.r - self.q) * (t - time)) for t, d in self.dividends[start:]), mpf(0))

    def before(self, i, x):
        """Value just before dividend i at price x."""
        drop = 0 if self.escrowed else self.dividends[i][1]
        after = self.after(i + 1, x - drop)
        if not self.american:
            return after
        return max(after, x + self.escrow(self.dividends[i][0], i) - self.k)

    def crossing(self, i):
        """Price before dividend i from which on a call is exercised; None if never."""
        if i in self.critical:
            return self.critical[i]
        drop = 0 if self.escrowed else self.dividends[i][1]
        gain = lambda x: x + self.escrow(self.dividends[i][0], i) - self.k - self.after(i + 1, x - drop)
        low, high = self.k / 4 + drop, 12 * self.k
        if gain(high) <= 0:
            self.critical[i] = None
            return None
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (low, middle) if gain(middle) > 0 else (middle, high)
        a, b = low, high
        ga, gb = gain(a), gain(b)
        for _ in range(12):
            if gb == ga:
                break
            a, b, ga = b, b - gb * (b - a) / (gb - ga), gb
            if abs(a - b) < mpf(10) ** -32 * self.k:
                break
            gb = gain(b)
        self.critical[i] = b
        return b

    def after(self, i, x):
        """Value just after dividend i - 1 at price x."""
        start = self.dividends[i - 1][0] if i else mpf(0)
        if i == len(self.dividends):
            return formula(self.sign, x, self.k, self.t - start, self.r, self.q, self.v)
        if x <= 0:
            return self.k * exp(-self.r * (self.t - start)) if self.sign < 0 else mpf(0)
        length = self.dividends[i][0] - start
        s = self.v * sqrt(length)
        mean = log(x) + (self.r - self.q - self.v ** 2 / 2) * length
        price = lambda z: exp(mean + s * z)
        drop = mpf(0) if self.escrowed else self.dividends[i][1]
        density = lambda z: exp(-z * z / 2) / sqrt(2 * pi)
        low, high = mpf(-REACH), mpf(REACH) + s
        total = mpf(0)
        edges = [low]
        if drop > 0 and (log(drop) - mean) / s > low:
            low = (log(drop) - mean) / s
            total += N(low) * (self.k * exp(-self.r * (self.t - self.dividends[i][0])) if self.sign < 0 else 0)
            # the value is flat where the price nearly vanishes: panels shrink towards it
            edges = [low] + [low + (high - low) * mpf(2) ** -j for j in range(12, 1, -1)]
        if self.american:
            cut = self.crossing(i)
            if cut is not None:
                z = (log(cut) - mean) / s
                known = exp(mean + s * s / 2) * N(s - z) - (self.k - self.escrow(self.dividends[i][0], i)) * N(-z)
                total += known
                high = min(high, z)
        place = (log(self.k + drop) - mean) / s
        width = self.v * sqrt(self.t - self.dividends[i][0]) / s
        near = [place]
        while width < mpf(1) / 2:  # panels shrink towards a strike that little time has smoothed
            near += [place - width, place + width]
            width *= 2
        edges = sorted(e for e in edges + near if low <= e < high)
        if edges:
            edges.append(high)
            total += integrate(lambda z: density(z) * self.before(i, price(z)), edges, self.n)
        return exp(-self.r * length) * total


def value(row, n):
    escrowed, american, sign, spot, k, t, r, q, dividends, v = row
    o = Option(escrowed, american, sign, k, t, r, q, dividends, v, n)
    return o.after(0, spot - o.escrow(mpf(0), 0))


def change(row, **new):
    names = "escrowed american sign spot k t r q dividends v".split()
    parts = dict(zip(names, row))
    parts.update(new)
    return tuple(parts[name] for name in names)


def measures(row, n):
    h = mpf(10) ** -9
    spot, k, t, r, v, dividends = row[3], row[4], row[5], row[6], row[9], row[8]
    f = lambda **new: value(change(row, **new), n)
    base = f()
    up, down = f(spot=spot * (1 + h)), f(spot=spot * (1 - h))
    step = min(t, dividends[0][0]) * h
    later = f(t=t - step, dividends=[(a - step, d) for a, d in dividends])
    sooner = f(t=t + step, dividends=[(a + step, d) for a, d in dividends])
    return [
        base,
        (up - down) / (2 * h * spot),
        (up - 2 * base + down) / (h * spot) ** 2,
        (f(v=v + h) - f(v=v - h)) / (2 * h),
        (later - sooner) / (2 * step),
        (f(r=r + h) - f(r=r - h)) / (2 * h),
    ]


def rows():
    g = random.Random(20261121)
    made = []

    def add(escrowed, american, sign, strike, years, rate, dividend_yield, dividends, volatility):
        made.append((escrowed, american, sign, 100.0, strike, years, rate, dividend_yield, dividends, volatility))

    for i in range(20):
        years = round(0.05 + g.random() ** 2 * 2, 3)
        when = [round(years * (0.05 + 0.9 * g.random()), 4) for _ in range(1 if i % 4 else 2)]
        dividends = sorted((w, round(0.1 + 4 * g.random() ** 2, 2)) for w in when)
        strike = round(100 * 2.718 ** (0.5 * (g.random() - 0.5)), 1)
        volatility = round(0.08 + 0.5 * g.random(), 3)
        add(False, False, -1 if i % 2 else 1, strike, years, round(0.09 * g.random() - 0.02, 4),
            round(max(0, 0.06 * g.random() - 0.03), 4), dividends, volatility)
    for i in range(20):
        years = round(0.05 + g.random() ** 2 * 2, 3)
        when = [round(years * (0.05 + 0.9 * g.random()), 4) for _ in range(1 if i % 4 else 2)]
        dividends = sorted((w, round(0.2 + 4 * g.random(), 2)) for w in when)
        strike = round(100 * 2.718 ** (0.5 * (g.random() - 0.6)), 1)
        add(i % 3 == 2, True, 1, strike, years, round(0.06 * g.random(), 4), 0.0, dividends,
            round(0.08 + 0.5 * g.random(), 3))
    day = 1 / 365
    add(False, True, 1, 90.0, 0.5, 0.03, 0.0, [(0.5 - day, 2.0)], 0.25)  # one day before expiry
    add(False, True, 1, 90.0, 0.5, 0.03, 0.0, [(day, 2.0)], 0.25)  # tomorrow
    add(False, False, -1, 95.0, 0.25, 0.03, 0.01, [(0.25 - day, 1.0)], 0.4)
    add(False, False, -1, 100.0, 0.25, 0.03, 0.01, [(day, 1.0)], 0.15)
    add(False, False, -1, 60.0, 2.0, 0.05, 0.0, [(0.5, 30.0)], 0.4)  # large
    add(False, False, 1, 50.0, 2.0, 0.05, 0.02, [(1.0, 45.0)], 0.5)  # the spot may be wiped out
    add(False, True, 1, 80.0, 1.0, 0.05, 0.0, [(0.4, 25.0)], 0.3)
    return made


def main(folder):
    out = ["model,style,type,spot,strike,years,rate,yield,dividends,volatility,value,delta,gamma,vega,theta,rho"]
    for row in rows():
        escrowed, american, sign, spot, k, t, r, q, dividends, v = row
        exact = (escrowed, american, sign, *map(mpf, (spot, k, t, r, q)), [(mpf(a), mpf(d)) for a, d in dividends], mpf(v))
        n = 64
        spread = abs(value(exact, n) - value(exact, n + 12))
        assert spread < mpf(10) ** -17 * k, (row, nstr(spread, 3))
        text = ";".join(f"{a!r}:{d!r}" for a, d in dividends)
        head = ["escrowed" if escrowed else "spot_drop", "american" if american else "european", "C" if sign > 0 else "P"]
        line = ",".join(head + [repr(x) for x in (spot, k, t, r, q)] + [text, repr(v)] + [nstr(m, 17) for m in measures(exact, n)])
        print(line, nstr(spread, 2), flush=True)
        out.append(line)
    Path(folder, "quadrature.csv").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
