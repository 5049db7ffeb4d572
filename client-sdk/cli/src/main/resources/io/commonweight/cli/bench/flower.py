"""The baseline of `commonweight bench aggregate`: NumPy, written the way Flower's server aggregates.

    python3 flower.py RULE CLIENTS PARAMETERS REPEATS

Clients' updates are lists of float32 layers in memory. Prints the seconds of the fastest repeat.
"""

import sys
import time
from functools import reduce

import numpy as np

LAYER = 1 << 20


def aggregate_mean(results):
    total = sum(examples for _, examples in results)
    weighted = [[layer * examples for layer in weights] for weights, examples in results]
    return [reduce(np.add, updates) / total for updates in zip(*weighted)]


def aggregate_median(results):
    weights = [weights for weights, _ in results]
    return [np.median(np.asarray(layer), axis=0) for layer in zip(*weights)]


def aggregate_trimmed(results, proportion=0.25):
    weights = [weights for weights, _ in results]
    cut = int(proportion * len(weights))
    trimmed = []
    for layer in zip(*weights):
        ordered = np.partition(np.asarray(layer), (cut, len(weights) - cut - 1), axis=0)
        trimmed.append(np.mean(ordered[cut : len(weights) - cut], axis=0))
    return trimmed


def aggregate_krum(results, faults=None):
    weights = [weights for weights, _ in results]
    faults = len(weights) // 4 if faults is None else faults
    flat = np.array([np.concatenate(w, axis=None).ravel() for w in weights])
    distances = np.zeros((len(weights), len(weights)))
    for i, first in enumerate(flat):
        for j, second in enumerate(flat):
            distances[i, j] = np.linalg.norm(first - second) ** 2
    closest = max(1, len(weights) - faults - 2)
    scores = [np.sum(np.sort(row)[1 : closest + 1]) for row in distances]
    return weights[int(np.argmin(scores))]


def main(rule, clients, parameters, repeats):
    generator = np.random.default_rng(1)
    sizes = [LAYER] * (parameters // LAYER) + ([parameters % LAYER] if parameters % LAYER else [])
    results = [
        ([generator.random(size, dtype=np.float32) for size in sizes], 100 + client)
        for client in range(clients)
    ]
    aggregate = globals()["aggregate_" + rule]
    best = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        aggregate(results)
        best = min(best, time.perf_counter() - began)
    print(best)


if __name__ == "__main__":
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:]))
