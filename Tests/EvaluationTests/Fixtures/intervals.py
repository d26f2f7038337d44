#!/usr/bin/env python3
"""Writes intervals.json beside this script: intervals of AUROCs and of rates by other means.

Needs numpy and scipy. DeLong's variance is the O(nm) definition: structural components from the
matrix of all wins, covariance by numpy.cov. Wilson's interval is scipy's.
"""

import json
import pathlib

import numpy as np
from scipy import stats

Z = stats.norm.ppf(0.975)


def components(normal, positive):
    difference = positive[:, None] - normal[None, :]
    wins = (difference > 0) + 0.5 * (difference == 0)
    return wins.mean(axis=1), wins.mean(axis=0)


def interval(normal, positive):
    v10, v01 = components(normal, positive)
    area = v10.mean()
    error = np.sqrt(v10.var(ddof=1) / len(positive) + v01.var(ddof=1) / len(normal))
    return {"auroc": area, "standard_error": error,
            "low": max(0, area - Z * error), "high": min(1, area + Z * error)}


def comparison(first, second):
    (v10, v01), (w10, w01) = components(*first), components(*second)
    covariance = np.cov([v10, w10]) / len(v10) + np.cov([v01, w01]) / len(v01)
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    difference = v10.mean() - w10.mean()
    return {"difference": difference, "standard_error": error, "covariance": covariance[0, 1],
            "p_value": 2 * stats.norm.sf(abs(difference) / error)}


def case(generator, normals, positives, shift, decimals):
    # The second method sees what the first sees, with noise of its own.
    normal = generator.normal(0, 1, normals)
    positive = generator.normal(shift, 1.5, positives)
    first = np.round(normal, decimals), np.round(positive, decimals)
    second = (np.round(normal + generator.normal(0, 1, normals), decimals),
              np.round(positive + generator.normal(0, 1, positives), decimals))
    return {"first": [list(s) for s in first], "second": [list(s) for s in second],
            "interval": interval(*first), "comparison": comparison(first, second)}


generator = np.random.default_rng(2014)
cases = [case(generator, *sizes) for sizes in
         [(40, 30, 1.0, 2), (60, 25, 2.5, 0), (2, 3, 0.2, 2), (35, 80, -0.5, 1)]]
wilson = []
for happened, trials in [(0, 1), (1, 1), (0, 20), (20, 20), (3, 10), (517, 10000)]:
    found = stats.binomtest(happened, trials).proportion_ci(0.95, "wilson")
    wilson.append([happened, trials, found.low, found.high])
quantiles = [[p, stats.norm.ppf(p)] for p in
             [1e-300, 1e-17, 1e-6, 0.02, 0.3, 0.5, 0.6, 0.975, 1 - 1e-9]]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(
    {"cases": cases, "wilson": wilson, "quantiles": quantiles}) + "\n")
