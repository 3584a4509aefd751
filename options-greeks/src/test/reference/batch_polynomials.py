# SPDX-License-Identifier: Apache-2.0
"""Prints the polynomials of the batch kernels as Java constants, lowest power first.

Needs Python 3 and mpmath 1.3 (pip install mpmath). Run: python3 batch_polynomials.py

Each is a Chebyshev interpolant of high degree, cut where the rest is below the size given and rearranged into powers.
"""

from mpmath import atanh, cos, erfc, exp, expm1, log, mp, mpf, nstr, pi, sqrt

mp.dps = 60


def mills(a):
    if a < 25:
        return sqrt(pi / 2) * exp(a * a / 2) * erfc(a / sqrt(2))
    tail = mpf(0)
    for n in range(400, 0, -1):
        tail = n / (a + tail)
    return 1 / (a + tail)


def chebyshev(f, nodes):
    xs = [cos(pi * (k + mpf(1) / 2) / nodes) for k in range(nodes)]
    fs = [f(x) for x in xs]
    c = [2 / mpf(nodes) * sum(fs[k] * cos(pi * j * (k + mpf(1) / 2) / nodes) for k in range(nodes)) for j in range(nodes)]
    c[0] /= 2
    return c


def powers(c, middle, half):
    """Coefficients in x, where the Chebyshev variable is (x - middle) / half."""

    def times(p):  # p * (x - middle) / half
        out = [mpf(0)] * (len(p) + 1)
        for i, v in enumerate(p):
            out[i + 1] += v / half
            out[i] -= v * middle / half
        return out

    out = [mpf(0)] * len(c)
    before, current = [mpf(1)], times([mpf(1)])
    out[0] += c[0]
    for k in range(1, len(c)):
        for i, v in enumerate(current):
            out[i] += c[k] * v
        after = [2 * v for v in times(current)]
        for i, v in enumerate(before):
            after[i] -= v
        before, current = current, after
    return out


def show(name, f, low, high, allowed):
    middle, half = (mpf(low) + mpf(high)) / 2, (mpf(high) - mpf(low)) / 2
    c = chebyshev(lambda t: f(middle + half * t), 60)
    degree = next(d for d in range(60) if sum(abs(v) for v in c[d + 1 :]) < allowed)
    print(f"  // {name}: degree {degree}, rest {nstr(sum(abs(v) for v in c[degree + 1:]), 3)}")
    for k, v in enumerate(powers(c[: degree + 1], middle, half)):
        print(f"  public static final double {name}_{k} = {float(v)!r};")
    print()


def nonzero(f, at_zero):
    return lambda x: at_zero if abs(x) < mpf(10) ** -25 else f(x)


P, Q = mpf(5), mpf(7)


def y(a):
    return (mpf(a) - P) / (mpf(a) + Q)


if __name__ == "__main__":
    # e^x = 1 + x * GROWTH(x), |x| <= 1
    show("GROWTH", nonzero(lambda x: expm1(x) / x, mpf(1)), -1, 1, mpf(10) ** -17)
    # ln((1 + z) / (1 - z)) = 2 z + 2 z^3 ATANH(z^2), |z| <= 0.2005
    atanh_rest = nonzero(lambda w: (atanh(sqrt(w)) / sqrt(w) - 1) / w, mpf(1) / 3)
    show("ATANH", atanh_rest, 0, mpf("0.2005") ** 2, mpf(10) ** -17)
    # e^r = 1 + r + r^2 EXP(r), |r| <= ln(2) / 2
    show("EXP", nonzero(lambda r: (expm1(r) - r) / r**2, mpf(1) / 2), -log(2) / 2, log(2) / 2, mpf(10) ** -17)
    # (a + Q) R(a), -1 <= a <= 45, in y = (a - P) / (a + Q)
    show("MILLS", lambda y: ((P + Q * y) / (1 - y) + Q) * mills((P + Q * y) / (1 - y)), y(-1), y(45), mpf("1.1e-16"))
