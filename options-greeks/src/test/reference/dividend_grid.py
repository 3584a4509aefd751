# SPDX-License-Identifier: Apache-2.0
"""Writes grid.csv: American options on cash dividends that may be exercised between ex-dates, from plain fine grids.

Needs Python 3, numpy and scipy.
Run: python3 dividend_grid.py ../resources/io/optionskit/greeks/dividend

Unlike the library: a fixed frame ln(x), even spacing over 8 standard deviations, TR-BDF2 in time with steps that start
small after expiry and each ex-date, the exercise condition by policy iteration, cubic splines over the ex-dates, and
Richardson extrapolation over three grids. Column "spread" is the difference of the last two extrapolated values.
"""

import random
import sys
from pathlib import Path

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.linalg import solve_banded

GAMMA = 2 - np.sqrt(2)


def solve(row, nodes, steps):
    escrowed, put, spot, strike, years, r, q, dividends, v = row
    sign = -1 if put else 1
    carry = r - q
    escrow = lambda t, pending: sum(d * np.exp(-carry * (a - t)) for a, d in pending) if escrowed else 0.0
    start = np.log(spot - escrow(0.0, dividends))
    width = 8 * v * np.sqrt(years) + abs(carry) * years
    drops = 0 if escrowed else sum(d for _, d in dividends)
    low = min(start, np.log(max(spot - drops, 0.2 * spot))) - width
    high = start + width
    h = (high - low) / nodes
    x = np.log(strike) + h * np.arange(np.ceil((low - np.log(strike)) / h), np.floor((high - np.log(strike)) / h) + 1)
    s = np.exp(x)
    a = 0.5 * v * v / h**2 - 0.5 * (carry - 0.5 * v * v) / h
    c = 0.5 * v * v / h**2 + 0.5 * (carry - 0.5 * v * v) / h
    b = -a - c - r

    def operator(u):
        out = np.empty_like(u)
        out[1:-1] = a * u[:-2] + b * u[1:-1] + c * u[2:]
        out[0] = carry * (u[1] - u[0]) / h - r * u[0]
        out[-1] = carry * (u[-1] - u[-2]) / h - r * u[-1]
        return out

    def implicit(right, k, floor, guess):
        held = guess > floor
        for _ in range(60):
            band = np.zeros((3, len(x)))
            band[0, 2:] = -k * c
            band[1, 1:-1] = 1 - k * b
            band[2, :-2] = -k * a
            band[1, 0], band[0, 1] = 1 + k * (carry / h + r), -k * carry / h
            band[1, -1], band[2, -2] = 1 - k * (carry / h - r), k * carry / h
            out = ~held
            rhs = right.copy()
            rhs[out] = floor[out]
            band[1, out] = 1
            band[0, 1:][out[:-1]] = 0
            band[2, :-1][out[1:]] = 0
            u = solve_banded((1, 1), band, rhs)
            residual = u - k * operator(u) - right
            new = np.where(held, u >= floor, residual < 0)
            if (new == held).all():
                return np.maximum(u, floor)
            held = new
        return np.maximum(u, floor)

    edges = [0.0] + [t for t, _ in dividends] + [years]
    u = np.maximum(0.0, sign * (s - strike))
    at = int(np.argmin(abs(x - np.log(strike))))
    u[at] = strike * h / 12
    weights = np.sqrt(np.diff(edges))
    for i in range(len(dividends), -1, -1):
        length = edges[i + 1] - edges[i]
        n = max(24, int(round(steps * weights[i] / weights.sum() / 24)) * 24)
        grid = length * (np.arange(n + 1) / n) ** 2
        for j in range(n):
            k = grid[j + 1] - grid[j]
            obstacle = lambda tau: sign * (s + escrow(edges[i + 1] - tau, dividends[i:]) - strike)
            drift = np.maximum(operator(u), 0)  # an exercised value does not move
            half = implicit(u + 0.5 * GAMMA * k * np.where(u > obstacle(grid[j]), operator(u), drift),
                            0.5 * GAMMA * k, obstacle(grid[j] + GAMMA * k), u)
            u = implicit((half / GAMMA - u * (1 - GAMMA) ** 2 / GAMMA) / (2 - GAMMA), k * (1 - GAMMA) / (2 - GAMMA),
                         obstacle(grid[j + 1]), half)
        if i > 0:
            if not escrowed:
                left = s - dividends[i - 1][1]
                spline = CubicSpline(x, u)
                inside = left > s[0]
                dead = strike * max(1.0, np.exp(-r * (years - edges[i]))) if put else 0.0
                old = u
                u = np.full(len(x), dead)
                u[inside] = spline(np.log(left[inside]))
                between = (left > 0) & ~inside
                u[between] = dead + (old[0] - dead) * left[between] / s[0]
            if not put:
                u = np.maximum(u, s + escrow(edges[i], dividends[i - 1:]) - strike)
    near = CubicSpline(x, u)
    value, first, second = near(start), near(start, 1), near(start, 2)
    level = np.exp(start)
    return np.array([value, first / level, (second - first) / level**2])


def rows():
    g = random.Random(3)
    made = []
    for i in range(30):
        years = round(0.05 + g.random() ** 2 * 1.5, 3)
        when = sorted(round(years * (0.05 + 0.9 * g.random()), 4) for _ in range(1 + i % 4))
        dividends = [(w, round(0.2 + 3 * g.random() ** 2, 2)) for w in when]
        strike = round(100 * 2.718 ** (0.4 * (g.random() - 0.5)), 1)
        made.append((i % 3 == 2, True, 100.0, strike, years, round(0.01 + 0.07 * g.random(), 4),
                     round(0.03 * g.random(), 4) if i % 2 else 0.0, dividends, round(0.12 + 0.45 * g.random(), 3)))
    made.append((False, False, 100.0, 95.0, 1.0, 0.03, 0.06, [(0.5, 1.0)], 0.25))
    made.append((True, False, 100.0, 105.0, 0.7, 0.02, 0.05, [(0.3, 1.0)], 0.3))
    made.append((False, True, 100.0, 100.0, 1.0, -0.01, -0.04, [(0.5, 1.0)], 0.15))
    return made


def main(folder):
    out = ["model,style,type,spot,strike,years,rate,yield,dividends,volatility,value,delta,gamma,spread"]
    for row in rows():
        grids = [solve(row, 500 * m, 240 * m) for m in (1, 2, 4)]
        first, second = ((4 * b - a) / 3 for a, b in zip(grids, grids[1:]))
        escrowed, put, spot, strike, years, r, q, dividends, v = row
        text = ";".join(f"{a!r}:{d!r}" for a, d in dividends)
        line = ",".join(["escrowed" if escrowed else "spot_drop", "american", "P" if put else "C"]
                        + [repr(z) for z in (spot, strike, years, r, q)] + [text, repr(v)]
                        + [f"{z:.9g}" for z in second] + [f"{second[0] - first[0]:.1e}"])
        print(line, flush=True)
        out.append(line)
    Path(folder, "grid.csv").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
