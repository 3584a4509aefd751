# SPDX-License-Identifier: Apache-2.0
"""Prints the coefficients of MillsRatio.java and of the seed in ImpliedVolatility.java.

Needs Python 3 and mpmath 1.3 (pip install mpmath). Run: python3 mills_ratio.py

Mills ratio: with y = (a - P) / (a + Q) the function (a + Q) * R(a), R(a) = N(-a) / n(a), is smooth
on -1 <= y <= 1 (a from LOWEST to infinity). Its Chebyshev interpolant of degree 60, cut at DEGREE
and rearranged into powers of y, is accurate to 1e-18.

Seed: the undiscounted value v of an out-of-the-money option per unit of |F - K| under Bachelier's
model is v = n(h) / h - N(-h). With g = sqrt(2 ln(1 + 1/v)) the function g^2 / h runs smoothly from
5.01 at g = 0 to g at infinity; it is fitted by (cubic in g) / (quadratic in g).
"""

from mpmath import cos, erfc, exp, log, matrix, mp, mpf, nstr, pi, qr_solve, sqrt

mp.dps = 60
LOWEST = mpf("-0.5")
P = mpf(4)
Q = P - 2 * LOWEST
DEGREE = 26


def mills(a):
    if a < 25:
        return sqrt(pi / 2) * exp(a * a / 2) * erfc(a / sqrt(2))
    tail = mpf(0)
    for n in range(400, 0, -1):
        tail = n / (a + tail)
    return 1 / (a + tail)


def scaled(y):
    a = (P + Q * y) / (1 - y)
    return (a + Q) * mills(a)


def chebyshev(f, nodes):
    xs = [cos(pi * (k + mpf(1) / 2) / nodes) for k in range(nodes)]
    fs = [f(x) for x in xs]
    c = [
        2 / mpf(nodes) * sum(fs[k] * cos(pi * j * (k + mpf(1) / 2) / nodes) for k in range(nodes))
        for j in range(nodes)
    ]
    c[0] /= 2
    return c


def powers(c):
    out = [mpf(0)] * len(c)
    before, current = [mpf(1)], [mpf(0), mpf(1)]
    out[0] += c[0]
    out[1] += c[1]
    for k in range(2, len(c)):
        after = [mpf(0)] + [2 * v for v in current]
        for i, v in enumerate(before):
            after[i] -= v
        before, current = current, after
        for i, v in enumerate(current):
            out[i] += c[k] * v
    return out


def bachelier(h):
    return exp(-h * h / 2) / sqrt(2 * pi) * (1 / h - mills(h))


def seed():
    points = [mpf(10) ** (mpf(i) / 20 - 4) for i in range(80)] + [1 + mpf(i) / 8 for i in range(1, 300)]
    rows, rhs = [], []
    for h in points:
        g = sqrt(2 * log(1 + 1 / bachelier(h)))
        w = g * g / h
        # (n0 + n1 g + n2 g^2 + n3 g^3) - w (d1 g + d2 g^2) = w, scaled to relative error
        weight = 1 / (w * (1 + g * g / 4))
        rows.append([weight, g * weight, g**2 * weight, g**3 * weight, -w * g * weight, -w * g**2 * weight])
        rhs.append(w * weight)
    solution, _ = qr_solve(matrix(rows), matrix(rhs))
    worst = mpf(0)
    for h in points:
        g = sqrt(2 * log(1 + 1 / bachelier(h)))
        n0, n1, n2, n3, d1, d2 = solution
        w = (n0 + g * (n1 + g * (n2 + g * n3))) / (1 + g * (d1 + g * d2))
        worst = max(worst, abs(w * h / g**2 - 1))
    return solution, worst


if __name__ == "__main__":
    print("MillsRatio coefficients of y^0, y^1, ...")
    for v in powers(chebyshev(scaled, 61)[: DEGREE + 1]):
        print("   ", repr(float(v)) + ",")
    solution, worst = seed()
    print("seed n0 n1 n2 n3 d1 d2, worst relative error", nstr(worst, 3))
    for v in solution:
        print("   ", nstr(v, 8))
