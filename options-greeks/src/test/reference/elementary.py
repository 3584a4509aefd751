# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of ElementaryTables.java and writes elementary.csv, from 60-digit arithmetic.

Needs Python 3 and mpmath 1.3 (pip install mpmath).
Run: python3 elementary.py tables
     python3 elementary.py ../resources/io/optionskit/greeks/internal

Exponential: 2^(j/128) as a double and the rest relative to it.
Logarithm: the mantissa lies in one of 128 intervals between 11/16 and 11/8, so that 1 is inside. Per interval a
rounded 1/c, and ln(c) for that rounded reciprocal as a multiple of 2^-43 and the rest. The two intervals beside 1 have
c = 1, so that ln(x) keeps its relative accuracy there.
"""

import random
import struct
import sys
from pathlib import Path

from mpmath import erfc, exp, expm1, floor, log, log1p, mp, mpf, nstr, sqrt

mp.dps = 60
START = 0x3FE6000000000000


def bits(x):
    return struct.unpack("<q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<q", b))[0]


def show(name, comment, values):
    print(f"  /** {comment} */")
    print(f"  static final double[] {name} = {{")
    for v in values:
        print(f"    {float(v)!r},")
    print("  };\n")


def tables():
    powers = [mpf(2) ** (mpf(j) / 128) for j in range(128)]
    show("POWER", "2^(j/128), rounded.", powers)
    show("POWER_REST", "What POWER lacks, relative to it.", [(p - float(p)) / p for p in powers])
    inverses, heads, rests = [], [], []
    for i in range(128):
        low, high = double(START + (i << 45)), double(START + ((i + 1) << 45))
        c = 1.0 if low == 1 or high == 1 else (low + high) / 2
        inverse = float(1 / mpf(c))
        exact = -log(mpf(inverse))
        head = floor(exact * mpf(2) ** 43 + mpf(1) / 2) / mpf(2) ** 43
        inverses.append(inverse)
        heads.append(head)
        rests.append(exact - head)
    show("INVERSE", "1/c of each interval of the mantissa.", inverses)
    show("LOG", "ln(c), rounded to a multiple of 2^-43.", heads)
    show("LOG_REST", "What LOG lacks.", rests)


def arguments(function):
    u = random.uniform
    for _ in range(300):
        if function in ("exp", "expm1"):
            yield u(-1, 1)
            yield u(-50, 50)
            yield random.choice((-1, 1)) * 10 ** u(-17, 2)
            if function == "exp":
                yield u(-744, 709)
        elif function == "log":
            yield u(0.5, 2)
            yield 1 + random.choice((-1, 1)) * 10 ** u(-15, -1)
            yield 10 ** u(-320, 308)
        elif function == "log1p":
            yield u(-0.99, 3)
            yield random.choice((-1, 1)) * 10 ** u(-300, -1)
            yield 10 ** u(0, 300)


def write(folder):
    random.seed(20261121)
    functions = {"exp": exp, "expm1": expm1, "log": log, "log1p": log1p}
    with open(folder / "elementary.csv", "w", newline="\n") as out:
        out.write("function,x,value\n")
        for name, f in functions.items():
            for x in arguments(name):
                out.write(f"{name},{x!r},{nstr(f(mpf(x)), 21)}\n")


if __name__ == "__main__":
    if sys.argv[1] == "tables":
        tables()
    else:
        write(Path(sys.argv[1]))
