#!/usr/bin/env python3
"""Writes density.json beside this script: densities of feature vectors by other means.

Needs numpy and scipy. The quantile transform ranks with scipy.stats.rankdata and interpolates with
numpy.interp; the distance inverts with numpy.linalg.solve; COPOD follows the definition of PyOD
(statsmodels' ECDF, scipy's skewness) on the rows of the fit and one new row at a time, and algorithm
1 of the paper; densities are scipy.stats.norm's.
"""

import json
import pathlib

import numpy as np
from scipy import stats

RIDGE = 1e-6


def quantiles(fit, row):
    mapped = []
    for values, value in zip(fit.T, row):
        distinct, first = np.unique(values, return_index=True)
        normals = stats.norm.ppf((stats.rankdata(values)[first] - 0.5) / len(values))
        low, high = np.interp([-1, 1], normals, distinct)
        z = np.interp(value, distinct, normals)
        outside = max(distinct[0] - value, value - distinct[-1], 0)
        mapped.append(z + np.sign(value - distinct[0]) *
                      np.log1p(outside / ((high - low) / 2)))
    return mapped


def squared_distance(fit, row):
    covariance = np.cov(fit.T, bias=True)
    covariance += RIDGE * np.diag(covariance).mean() * np.eye(len(covariance))
    deviation = row - fit.mean(axis=0)
    return deviation @ np.linalg.solve(covariance, deviation)


def ecdf(column):
    # The share of values of at most each value.
    return (column[None, :] <= column[:, None]).mean(axis=1)


def copod(fit, row):
    data = np.vstack([fit, row])
    left = -np.log(np.apply_along_axis(ecdf, 0, data))
    right = -np.log(np.apply_along_axis(ecdf, 0, -data))
    # The skewness of the fit alone: a new row does not change which tail counts.
    sign = np.sign(stats.skew(fit, axis=0))
    corrected = left * -np.sign(sign - 1) + right * np.sign(sign + 1)
    pyod = np.maximum(corrected, (left + right) / 2).sum(axis=1)[-1]
    sums = [left.sum(axis=1)[-1], right.sum(axis=1)[-1], corrected.sum(axis=1)[-1]]
    return {"pyod": pyod, "paper": max(sums), "tails": sums}


def log_normal(fit, row):
    logarithms = np.log(fit)
    density = stats.norm(logarithms.mean(axis=0), logarithms.std(axis=0))
    return -density.logpdf(np.log(row)).sum()


generator = np.random.default_rng(2020)
base = generator.normal(0, 1, (60, 4))
# A feature skewed to the right, one to the left, one with ties, one that follows the first.
fit = np.column_stack([np.exp(base[:, 0]), 30 - np.exp(base[:, 1]), np.round(base[:, 2]) + 5,
                       np.exp(base[:, 0]) + 0.3 * base[:, 3] + 4]).round(6)
assert (fit > 0).all() and (np.abs(stats.skew(fit, axis=0)) > 0.01).all()
rows = np.vstack([fit[:3], fit.mean(axis=0), fit.min(axis=0) - 0.05, fit.max(axis=0) + 3,
                  [0.5, 20, 5.5, 1.0]]).round(6)
rows = np.abs(rows)
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({
    "fit": fit.tolist(),
    "rows": [{"row": row.tolist(), "quantiles": quantiles(fit, row),
              "squared_distance": squared_distance(fit, row), "copod": copod(fit, row),
              "log_normal": log_normal(fit, row)} for row in rows]}) + "\n")
