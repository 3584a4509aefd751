# SPDX-License-Identifier: Apache-2.0
"""Writes logistic-rows.csv and logistic-reference.csv: rows, and what scikit-learn makes of them.

Needs Python 3 and scikit-learn (pip install scikit-learn); written with scikit-learn 1.9.1.
Run: python3 logistic.py ../resources/io/optionskit/ml
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
from sklearn.preprocessing import StandardScaler

out = Path(sys.argv[1])
rng = np.random.default_rng(20260105)
n = 300

# Inputs on very different scales, two of them nearly the same, one without any meaning.
common = rng.normal(size=n)
x = np.column_stack(
    [
        0.02 + 0.005 * rng.normal(size=n),
        4500 + 120 * common,
        18 + 2 * common + 0.3 * rng.normal(size=n),
        np.abs(rng.normal(size=n)),
        rng.integers(0, 2, size=n).astype(float),
    ]
).round(6)
margin = 300 * (x[:, 0] - 0.02) + 0.8 * common - 0.5 * x[:, 3] + 0.6
label = (rng.uniform(size=n) < 1 / (1 + np.exp(-margin))).astype(int)

# A coarse score with many ties, as a model might give, for metrics and calibration.
score = (0.7 * margin + rng.normal(size=n)).round(1)
probability = (1 / (1 + np.exp(-score))).round(3)

with open(out / "logistic-rows.csv", "w", newline="\n") as file:
    file.write("label,x1,x2,x3,x4,x5,score,probability\n")
    for i in range(n):
        values = ",".join(repr(float(v)) for v in x[i])
        file.write(f"{label[i]},{values},{float(score[i])!r},{float(probability[i])!r}\n")

with open(out / "logistic-reference.csv", "w", newline="\n") as file:

    def line(key, *values):
        file.write(",".join([key, *(repr(float(v)) for v in values)]) + "\n")

    scaler = StandardScaler().fit(x)
    line("mean", *scaler.mean_)
    line("scale", *scaler.scale_)
    for c in (0.1, 1.0, 100.0):
        model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-14, max_iter=1000)
        model.fit(scaler.transform(x), label)
        line(f"fit {c}", model.intercept_[0], *model.coef_[0])
    line("auc", roc_auc_score(label, score))
    line("brier", brier_score_loss(label, probability))
    line("log_loss", log_loss(label, probability))
    isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(score, label)
    grid = np.arange(-5, 5.01, 0.25)
    line("isotonic_at", *grid)
    line("isotonic", *isotonic.predict(grid))
    a, b = _sigmoid_calibration(score, label)
    line("platt", -a, -b)
