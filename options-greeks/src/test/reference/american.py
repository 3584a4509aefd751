# SPDX-License-Identifier: Apache-2.0
"""Writes american.csv: reference values and Greeks of American options with continuous yield.

Needs Python 3, numpy and scipy. Run: python3 american.py ../resources/io/optionskit/greeks/american [rows per group]

Independent of the library in what it solves and how: the boundary comes from the smooth-pasting equation (the library
matches values), with more nodes, and the integrals from tanh-sinh quadrature. Vega, rho and theta are differences of
values of which each has its own boundary. Every row is computed with two resolutions; it is written only if they agree.
The inputs are the exact doubles printed. A Greek is left blank where its differences do not settle, which is next to the
boundary, where the second derivatives jump.
"""

import math
import random
import sys
from pathlib import Path

import numpy as np
from scipy.special import log_ndtr, ndtr

SQRT_2PI = math.sqrt(2 * math.pi)


def density(x):
    return np.exp(-0.5 * x * x) / SQRT_2PI


class Grid:
    """Chebyshev nodes in the fourth root of time to expiry; Gauss-Legendre points in an angle."""

    def __init__(self, nodes, points):
        self.n = nodes
        y = np.sin(0.5 * np.pi * np.arange(nodes + 1) / nodes) ** 2
        self.y = y
        self.x = y**2
        g, w = np.polynomial.legendre.leggauss(points)
        angle = 0.25 * np.pi * (g + 1)
        self.sine, self.cosine = np.sin(angle), np.cos(angle)
        self.weight = 0.5 * np.pi * w * self.sine * self.cosine
        c = np.ones(nodes + 1)
        c[1::2] = -1
        c[0] *= 0.5
        c[-1] *= 0.5
        self.c = c
        inside = self.x[1:, None] * self.cosine[None, :]
        self.basis = self.interpolation(np.sqrt(inside).ravel()).reshape(nodes, points, nodes + 1)
        # what the square is at least, between nodes where the polynomial knows too little
        after = np.maximum(np.searchsorted(self.x, inside), 1)
        self.after = np.minimum(after, nodes)
        self.share = 0.5 * (inside / self.x[self.after]) ** 2

    def interpolation(self, y):
        gap = y[:, None] - self.y[None, :]
        exact = gap == 0
        gap[exact] = 1
        part = self.c / gap
        rows = part / part.sum(axis=1, keepdims=True)
        hit = exact.any(axis=1)
        rows[hit] = exact[hit]
        return rows


class Boundary:
    def __init__(self, grid, side, r, q, v, T):
        self.grid, self.side, self.r, self.q, self.v, self.T = grid, side, r, q, v, T
        self.limit = math.log(r / q) if side < 0 or r < q else 0.0
        self.H = np.empty(grid.n + 1)
        self.H[0] = self.limit**2

    def at(self, x):
        x = np.atleast_1d(x)
        poly = self.grid.interpolation(np.sqrt(x)) @ self.H
        k = np.minimum(np.maximum(np.searchsorted(self.grid.x, x), 1), self.grid.n)
        return -np.sqrt(np.maximum(poly, 0.5 * self.H[k] * (x / self.grid.x[k]) ** 2))

    def residual(self):
        """Smooth pasting at every node, and its derivatives."""
        g, c, r, q, v, T = self.grid, self.side, self.r, self.q, self.v, self.T
        tau = T * g.x[1:] ** 2
        b = -np.sqrt(self.H[1:])
        u = tau[:, None] * g.sine[None, :] ** 2
        age = v * np.sqrt(u)
        poly = g.basis @ self.H
        floor = self.H[g.after] * g.share
        low = poly < floor
        path = -np.sqrt(np.where(low, floor, poly))
        dm = (b[:, None] - path + (r - q) * u) / age - 0.5 * age
        dp = dm + age
        w = tau[:, None] * g.weight[None, :]
        ep = np.exp(path)
        eb = np.exp(b)
        dens = np.exp(-r * u) * density(dm)
        flow = dens * (r - q * ep) / age
        yields = q * eb[:, None] * np.exp(-q * u)
        if c > 0:
            s = v * np.sqrt(tau)
            dK = (b + (r - q) * tau) / s + 0.5 * s
            first = eb * np.exp(-q * tau) * ndtr(dK)
            R = first + (w * (yields * ndtr(dp) - flow)).sum(axis=1)
            own = first + eb * np.exp(-q * tau) * density(dK) / s
            own = own + (w * (yields * (ndtr(dp) + density(dp) / age) + flow * dm / age)).sum(axis=1)
        else:
            R = -(w * (yields * ndtr(-dp) + flow)).sum(axis=1)
            own = -(w * (yields * (ndtr(-dp) - density(dp) / age) - flow * dm / age)).sum(axis=1)
        ways = w * (-yields * density(dp) / age - flow * dm / age + dens * q * ep / age)
        per = ways / (2 * path)
        J = np.einsum("ij,ijk->ik", np.where(low, 0, per), g.basis[:, :, 1:])
        np.add.at(J, (np.repeat(np.arange(g.n), low.sum(axis=1)), g.after[low] - 1), (per * g.share)[low])
        J[np.arange(g.n), np.arange(g.n)] += own / (2 * b)
        return R, J

    def solve(self):
        change = math.inf
        for _ in range(30):
            R, J = self.residual()
            step = np.linalg.solve(J, R)
            new = self.H[1:] - step
            new = np.clip(new, 0.2 * self.H[1:], 4 * self.H[1:])
            before, change = change, np.abs(new - self.H[1:]).max() / self.H.max()
            self.H[1:] = new
            if change < 1e-13 or (change < 1e-10 and change > 0.3 * before):
                return True
        return change < 1e-9


def qd_plus(side, b, r, q, v, T):
    s = v * math.sqrt(T)
    lr, lq = -math.expm1(-r * T), -math.expm1(-q * T)
    S = math.exp(b)
    dp = (b + (r - q) * T) / s + 0.5 * s
    dm = dp - s
    spot_above = (1 - lq) * ndtr(dp)
    excess = lr - S * lq - (S * spot_above - (1 - lr) * ndtr(dm))
    theta = (
        r * (1 - lr) * ndtr(-dm)
        - q * S * (1 - lq) * ndtr(-dp)
        - S * (1 - lq) * math.exp(-dp * dp / 2) / SQRT_2PI * v / (2 * math.sqrt(T))
    )
    h = r / lr if lr else 1 / T
    omega = 2 * (r - q) / v**2
    root = math.sqrt((omega - 1) ** 2 + 8 * h / v**2)
    lam = 0.5 * (1 - omega - side * root)
    alpha = 2 * (1 - lr) / (v * v * -side * root)
    beta = alpha * (h - 2 * h * h / (v * v * root * root)) - lam
    return (lq + spot_above) * S - beta * excess + alpha * theta / (1 - lr)


def seed(boundary, T):
    last = boundary.limit
    for i in range(1, boundary.grid.n + 1):
        tau = T * boundary.grid.x[i] ** 2
        step = boundary.v * math.sqrt(tau)
        x0 = last if i > 1 else boundary.limit - boundary.side * 1.5 * step
        x1 = x0 - boundary.side * 0.05 * step
        f0 = qd_plus(boundary.side, x0, boundary.r, boundary.q, boundary.v, tau)
        for _ in range(30):
            f1 = qd_plus(boundary.side, x1, boundary.r, boundary.q, boundary.v, tau)
            if f1 == f0:
                break
            new = x1 - f1 * (x1 - x0) / (f1 - f0)
            if not boundary.side * (boundary.limit - new) > 0:
                new = 0.5 * (x1 + boundary.limit)
            x0, f0, x1 = x1, f1, new
            if abs(x1 - x0) < 1e-5 * abs(x1 - boundary.limit):
                break
        boundary.H[i] = x1 * x1
        last = x1


def single(grid, r, q, v, T):
    b = Boundary(grid, 1, r, q, v, T)
    seed(b, T)
    if not b.solve():
        raise ArithmeticError("no boundary")
    return b


def double(grid, r, q, v, T):
    """Both boundaries back to T or to where they meet."""

    def both(span, old):
        pair = []
        for k, side in enumerate((1, -1)):
            b = Boundary(grid, side, r, q, v, span)
            if old is None:
                seed(b, span)
            else:
                x = grid.x[1:] * math.sqrt(span / old[k].T)
                end, near = old[k].at(1.0)[0], old[k].at(0.98)[0]
                value = np.where(x <= 1, old[k].at(np.minimum(x, 1)), end + (end - near) / 0.02 * (x - 1))
                b.H[1:] = value**2
            if not b.solve():
                return None
            pair.append(b)
        return pair

    span = min(T, (math.log(q / r) / (4 * v)) ** 2)
    pair = both(span, None)
    while pair is None:
        span /= 4
        pair = both(span, None)
    reach = 1.2
    for _ in range(80):
        gap = pair[0].at(1.0)[0] - pair[1].at(1.0)[0]
        if span >= T or abs(gap) < 1e-11:
            return pair
        if gap > 0:
            near = pair[0].at(0.97)[0] - pair[1].at(0.97)[0]
            root = 1 - 0.03 * gap / (gap - near)
            root = root if 1 < root < reach else reach
        else:
            low, high = 0.0, 1.0
            for _ in range(50):
                mid = 0.5 * (low + high)
                low, high = (mid, high) if pair[0].at(mid)[0] > pair[1].at(mid)[0] else (low, mid)
            root = high
        new = both(min(T, span * root * root), pair)
        if new is None:
            reach = 1 + 0.5 * (reach - 1)
        else:
            pair, span = new, min(T, span * root * root)
    return pair


def premium(boundary, m, T):
    """The integral along the boundary and its two derivatives with respect to m, by tanh-sinh in the angle."""
    r, q, v = boundary.r, boundary.q, boundary.v
    k = np.arange(-420, 421) * 0.0085
    s = 0.5 * np.pi * np.sinh(k)
    left = 1 / (1 + np.exp(-2 * s))
    angle = 0.5 * np.pi * left
    jac = 0.5 * np.pi * 0.0085 * np.pi * np.cosh(k) * left / (1 + np.exp(2 * s))
    keep = (angle > 1e-140) & (jac > 0)
    angle, jac = angle[keep], jac[keep]
    right = 0.5 * np.pi / (1 + np.exp(2 * s[keep]))
    sine, cosine = np.sin(angle), np.sin(right)
    u = (T - boundary.T) + boundary.T * sine**2
    w = jac * 2 * boundary.T * sine * cosine
    path = boundary.at(cosine)
    age = v * np.sqrt(u)
    dm = (m - path + (r - q) * u) / age - 0.5 * age
    dp = dm + age
    ep = np.exp(path)
    dens = np.exp(-r * u) * density(dm)
    yields = q * np.exp(m - q * u) * ndtr(-dp)
    flow = dens * (r - q * ep) / age
    value = (w * (r * np.exp(-r * u) * ndtr(-dm) - yields)).sum()
    slope = (w * (-flow - yields)).sum()
    curve = (w * (flow * dp / age + dens * q * ep / age)).sum()
    return np.array([value, slope, curve])


def unit_put(grid, m, r, q, v, T):
    """Value, d/dm and d2/dm2 - d/dm of a put struck at 1; the log boundary; whether it is held."""
    sd = v * math.sqrt(T)
    dp = (m + (r - q) * T) / sd + 0.5 * sd
    dm = dp - sd
    european = np.array(
        [
            math.exp(-r * T) * ndtr(-dm) - math.exp(m - q * T) * ndtr(-dp),
            -math.exp(m - q * T) * ndtr(-dp),
            math.exp(m - q * T - dp * dp / 2) / SQRT_2PI / sd,
        ]
    )
    if r <= 0 and q >= r:
        return european, -math.inf, True
    exercised = np.array([1 - math.exp(m), -math.exp(m), 0.0])
    if q < r < 0:
        up, low = double(grid, r, q, v, T)
        if up.T < T:
            return european + premium(up, m, T) - premium(low, m, T), -math.inf, True
        if m > up.at(1.0)[0]:
            return european + premium(up, m, T), up.at(1.0)[0], True
        if m < low.at(1.0)[0]:
            return exercised - premium(low, m, T), up.at(1.0)[0], True
        return exercised, up.at(1.0)[0], False
    b = single(grid, r, q, v, T)
    if m > b.at(1.0)[0]:
        return european + premium(b, m, T), b.at(1.0)[0], True
    return exercised, b.at(1.0)[0], False


def option(grid, w, S, K, T, r, q, v):
    if w == "C":
        (p, pm, pc), b, held = unit_put(grid, math.log(K / S), q, r, v, T)
        return S * p, p - pm, pc / S, K * math.exp(-b) if b > -math.inf else math.inf, held
    (p, pm, pc), b, held = unit_put(grid, math.log(S / K), r, q, v, T)
    return K * p, K * pm / S, K * pc / S**2, K * math.exp(b) if b > -math.inf else 0.0, held


def derivative(f, x, h):
    """Central differences extrapolated; None if they do not settle."""
    d = []
    for k in range(3):
        step = h / 2**k
        up, down = f(x + step), f(x - step)
        if up is None or down is None:
            return None
        d.append((up - down) / (2 * step))
    e = [(4 * d[1] - d[0]) / 3, (4 * d[2] - d[1]) / 3]
    best = (16 * e[1] - e[0]) / 15
    return best if abs(best - e[1]) < 1e-7 * (1 + abs(best)) else None


def row(fine, coarse, w, S, K, T, r, q, v):
    value, delta, gamma, boundary, held = option(fine, w, S, K, T, r, q, v)
    check = option(coarse, w, S, K, T, r, q, v)
    if abs(check[0] - value) > 3e-12 * K or check[4] != held:
        return None
    if not held:
        return [value, delta, 0.0, 0.0, 0.0, 0.0, boundary]
    theta = r * value - (r - q) * S * delta - 0.5 * v * v * S * S * gamma

    def value_of(T, r, v):
        x = option(coarse, w, S, K, T, r, q, v)
        return x[0] if x[4] else None

    vega = derivative(lambda x: value_of(T, r, x), v, 0.02 * v)
    rho = derivative(lambda x: value_of(T, x, v), r, 0.04 * min(abs(r), abs(r - q)) if r * (r - q) else 0) if r and r != q else None
    passing = derivative(lambda x: value_of(x, r, v), T, 0.02 * T)
    if passing is not None and abs(passing + theta) > 1e-6 * (K + abs(theta)):
        raise AssertionError(f"theta {theta} {-passing}")
    return [value, delta, gamma, vega, theta, rho, boundary]


def draw(rnd, group):
    u = rnd.uniform
    T, r, q, v, w = u(0.05, 2), u(0.005, 0.08), u(0.002, 0.06), u(0.12, 0.7), rnd.choice("CP")
    z = u(-1.5, 1.5)
    if group == "index":
        q, v = u(0.01, 0.02), u(0.08, 0.4)
    elif group == "short":
        T = rnd.randint(1, 10) / 365
    elif group == "same-day":
        T = rnd.choice([1 / 525600, 5 / 525600, 0.5 / 8760, 1 / 8760, 3 / 8760, 6.5 / 8760])
    elif group == "long":
        T, v = u(3, 10), u(0.1, 0.5)
    elif group == "deep":
        z = rnd.choice([-1, 1]) * u(1.5, 5)
    elif group == "low-volatility":
        v = u(0.02, 0.1)
    elif group == "high-volatility":
        v = u(0.8, 2.5)
    elif group == "rate-above-yield":
        r, q = u(0.08, 0.2), u(0, 0.01)
    elif group == "yield-above-rate":
        r, q = u(0.001, 0.02), u(0.06, 0.2)
    elif group == "equal":
        q = r
    elif group == "nearly-equal":
        q = r * u(0.97, 1.03)
    elif group == "no-rate":
        r, w = 0.0, rnd.choice("CCCP")
    elif group == "no-yield":
        q, w = 0.0, rnd.choice("CPPP")
    elif group == "negative-rate":
        r, q = u(-0.02, -0.001), u(0.0, 0.05)
        w = "C"
    elif group == "negative-yield":
        r, q = u(0.001, 0.05), u(-0.03, -0.001)
        w = "P"
    elif group in ("two-boundaries", "two-meeting"):
        r = -u(0.002, 0.03)
        q = r - u(0.002, 0.04)
        v = u(0.03, 0.15) if group == "two-boundaries" else u(0.15, 0.5)
        if group == "two-meeting":
            T = u(0.5, 8)
        if w == "C":
            r, q = q, r
    K = rnd.choice([100.0, 50.0, 1.0, 4000.0]) if group != "equity" else 100.0
    S = K * math.exp(z * v * math.sqrt(T))
    return w, float(f"{S:.6g}"), K, float(f"{T:.6g}"), float(f"{r:.4g}"), float(f"{q:.4g}"), float(f"{v:.4g}")


GROUPS = (
    "equity index short same-day long deep low-volatility high-volatility rate-above-yield yield-above-rate equal "
    "nearly-equal no-rate no-yield negative-rate negative-yield two-boundaries two-meeting"
).split()


def main():
    target = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    rnd = random.Random(20260105)
    fine, coarse = Grid(48, 88), Grid(40, 72)
    lines = ["group,type,spot,strike,years,rate,dividendYield,volatility,value,delta,gamma,vega,theta,rho,boundary"]
    published = option(fine, "P", 100, 100, 1, 0.05, 0.05, 0.25)[0]
    european = 9.462492596167088
    assert abs(published - european - 0.106952702747) < 1e-12, published - european
    for group in GROUPS:
        written = refused = 0
        while written < count:
            inputs = draw(rnd, group)
            try:
                out = row(fine, coarse, *inputs)
            except (ArithmeticError, np.linalg.LinAlgError):
                out = None
            if out is None:
                refused += 1
                continue
            written += 1
            cells = [group, inputs[0]] + [repr(x) for x in inputs[1:]]
            cells += ["" if x is None else f"{x:.13g}" if i else f"{x:.15g}" for i, x in enumerate(out)]
            lines.append(",".join(cells))
        print(group, written, "refused", refused, flush=True)
    target.mkdir(parents=True, exist_ok=True)
    (target / "american.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
