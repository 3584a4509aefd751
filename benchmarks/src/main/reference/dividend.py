# SPDX-License-Identifier: Apache-2.0
"""Writes dividend.txt: values of the first benchmark rows with cash dividends, spot-drop and escrowed, and their spreads.

The rows are those that `Comparison rows FOLDER` writes to FOLDER/dividend.txt; the solver is that of the tests of
options-greeks. Needs Python 3, numpy and scipy.
Run: python3 dividend.py FOLDER ../resources/io/optionskit/benchmarks
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "options-greeks/src/test/reference"))
from dividend_grid import solve  # noqa: E402

ROWS = 32


def main(folder, to):
    out = []
    for line in Path(folder, "dividend.txt").read_text().splitlines()[:ROWS]:
        sign, spot, strike, days, rate, dividend_yield, volatility, *rest = map(float, line.split())
        dividends = [(day / 365, amount) for day, amount in zip(rest[::2], rest[1::2])]
        numbers = []
        for escrowed in (False, True):
            row = (escrowed, sign < 0, spot, strike, days / 365, rate, dividend_yield, dividends, volatility)
            grids = [solve(row, 500 * m, 240 * m)[0] for m in (1, 2, 4)]
            first, second = ((4 * b - a) / 3 for a, b in zip(grids, grids[1:]))
            numbers += [f"{second:.9g}", f"{abs(second - first):.1e}"]
        print(*numbers, flush=True)
        out.append(" ".join(numbers))
    Path(to, "dividend.txt").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
