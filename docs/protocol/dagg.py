"""dagg/1 in NumPy: the second implementation of aggregation.md, written to be read.

    python3 dagg.py ROUND.json...     aggregate rounds, one line of JSON for each
    python3 dagg.py --check VECTORS   check this implementation against the vectors

The files of a round are read by recompute.py.
"""

import math
import sys

import numpy as np

BITS = {"I8": 8, "I16": 16, "I32": 24}
ONE = 1 << 24  # a clipping factor of 1
WINDOW = 1 << 14  # elements; so many squares, each below 2^48, add up in an int64


def weights(contributions, node_cap, organization_cap):
    """contributions: list of (organization, frames, staleness)."""
    if not (1 <= node_cap <= 2**16 and 1 <= organization_cap <= 2**40):
        raise ValueError("cap out of range")
    capped, sums = [], {}
    for organization, frames, staleness in contributions:
        discount = math.isqrt(2**32 // (1 + staleness))
        capped.append(max(1, min(frames, node_cap) * discount // 2**16))
        sums[organization] = sums.get(organization, 0) + capped[-1]
    return [
        w if sums[organization] <= organization_cap else max(1, w * organization_cap // sums[organization])
        for (organization, _, _), w in zip(contributions, capped)
    ]


def units(scales):
    """What a square of each tensor is worth, in units of that with the largest scale."""
    if max(scales) - min(scales) > 16:
        raise ValueError("scales differ by more than 16")
    return [4 ** (max(scales) - scale) for scale in scales]


def squares(values):
    """The exact sum of the squares, a Python integer; int64 values, each below 2^24."""
    windows = (values[start : start + WINDOW] for start in range(0, len(values), WINDOW))
    return sum(int((window * window).sum()) for window in windows)


def norm(tensors, scales):
    return sum(unit * squares(q.astype(np.int64)) for q, unit in zip(tensors, units(scales)))


def rejection(base, update, encoding, scales, bound):
    """None, or the word for rejected[]."""
    if [t[:3] for t in update] != [(name, encoding, shape) for name, _, shape, _ in base]:
        return "wrong-structure"
    values, most = [t[3] for t in update], 2 ** (BITS[encoding] - 1) - 1
    if any(len(v) and (v.min() < -most or v.max() > most) for v in values):
        return "out-of-range"
    total = norm(values, scales)
    if total >= 2**128:
        return "norm-overflow"
    return "norm-exceeded" if total > bound else None


def round_half_even(sums, total):
    """int64 array over a positive Python integer; // and % are floor division and its remainder."""
    quotient, twice = sums // total, 2 * (sums % total)
    return quotient + ((twice > total) | ((twice == total) & (quotient % 2 == 1)))


def mean(votes, ws=None):
    """votes: n × elements, int64; without weights every vote weighs 1."""
    ws = [1] * len(votes) if ws is None else ws
    return round_half_even((votes * np.array(ws, np.int64)[:, None]).sum(axis=0), sum(ws))


def clip_factor(square, bound):
    return ONE if square <= bound else math.isqrt((bound << 48) // square)


def clip(votes, factors):
    return round_half_even(votes * np.array(factors, np.int64)[:, None], ONE)


def centre(votes, steps):
    """Centred clipping: where the centre lies after the steps whose factors are given."""
    v = np.zeros(votes.shape[1], np.int64)
    for factors in steps:
        v = v + mean(clip(votes - v, factors))
    return v


def voters(updates, scales, groups):
    """Yields (tensor, slice, unit, votes) in file order. groups: for each voter its (update, weight)s."""
    for tensor, unit in enumerate(units(scales)):
        for start in range(0, len(updates[0][tensor]), WINDOW):
            window = slice(start, start + WINDOW)
            q = np.stack([update[tensor][window].astype(np.int64) for update in updates])
            votes = [mean(q[[i for i, _ in group]], [w for _, w in group]) for group in groups]
            yield tensor, window, unit, np.stack(votes)


def in_order_of_score(among, distances, f):
    """Krum: who has the nearest neighbours goes first, and of equals who stands first."""

    def score(i):
        return sum(sorted(distances[i][j] for j in among if j != i)[: max(1, len(among) - f - 2)])

    return sorted(among, key=lambda i: (score(i), i))


def nearest_mean(votes, kept):
    """Bulyan: the mean of the values nearest to the median, of equals the smaller."""
    votes, n = np.sort(votes, axis=0), len(votes)
    from_median = abs(2 * votes - votes[(n - 1) // 2] - votes[n // 2])
    nearest = np.argsort(from_median, axis=0, kind="stable")[:kept]
    return mean(np.take_along_axis(votes, nearest, axis=0))


def fewest_voters(rule):
    f = rule["faults"]
    robust = {"MEAN": 1, "CLIPPED_MEAN": 1, "KRUM": 2 * f + 3, "BULYAN": 4 * f + 3}
    robust["MULTI_KRUM"] = max(2 * f + 3, rule.get("selected", 0) + f + 2)
    return robust.get(rule["kind"], 2 * f + 1)


def combination(rule, ws, n, passes):
    """What makes one value of the votes of an element, for n ≥ fewest_voters(rule) voters.

    passes() yields all votes from the beginning, for what depends on whole vectors.
    """
    kind, f = rule["kind"], rule["faults"]

    def factors(steps):
        totals = [0] * n
        for _, _, unit, votes in passes():
            for i, distance in enumerate(votes - centre(votes, steps)):
                totals[i] += unit * squares(distance)
        return [clip_factor(total, int(rule["clipBound"])) for total in totals]

    if kind == "MEAN":
        return lambda votes: mean(votes, ws)
    if kind == "CLIPPED_MEAN":
        shorter = factors([])
        return lambda votes: mean(clip(votes, shorter), ws)
    if kind == "CENTRED_CLIPPING":
        steps = []
        for _ in range(rule["iterations"]):
            steps.append(factors(steps))
        return lambda votes: centre(votes, steps)
    if kind in ("MEDIAN", "TRIMMED_MEAN"):
        trim = f if kind == "TRIMMED_MEAN" else (n - 1) // 2
        return lambda votes: mean(np.sort(votes, axis=0)[trim : n - trim])
    distances = [[0] * n for _ in range(n)]
    for _, _, unit, votes in passes():
        for i in range(n):
            for j in range(n):
                distances[i][j] += unit * squares(votes[i] - votes[j])
    left = list(range(n))
    if kind == "BULYAN":
        chosen = []
        while len(chosen) < n - 2 * f:
            chosen.append(in_order_of_score(left, distances, f)[0])
            left.remove(chosen[-1])
        return lambda votes: nearest_mean(votes[chosen], n - 4 * f)
    chosen = in_order_of_score(left, distances, f)[: rule["selected"] if kind == "MULTI_KRUM" else 1]
    return lambda votes: mean(votes[chosen])


def f32(values):
    return values.astype(np.float32).astype(np.float64)


def optimize(optimizer, base, delta, momentum, variance):
    """New weights and states from old ones, in f64: each operation rounds once, in this order."""
    kind = optimizer["kind"]
    rate, beta1, beta2, tau = (optimizer.get(name, 0) / 1e6 for name in ("learningRate", "beta1", "beta2", "tau"))
    rest1, rest2 = ((1_000_000 - optimizer.get(name, 0)) / 1e6 for name in ("beta1", "beta2"))
    if kind == "NONE":
        return f32(base + delta), momentum, variance
    if kind in ("MOMENTUM", "NESTEROV"):
        momentum = f32(beta1 * momentum + delta)
        move = momentum if kind == "MOMENTUM" else beta1 * momentum + delta
        return f32(base + rate * move), momentum, variance
    momentum = f32(beta1 * momentum + rest1 * delta)
    square = delta * delta
    if kind == "ADAM":
        variance = f32(beta2 * variance + rest2 * square)
    elif kind == "YOGI":
        variance = f32(variance - rest2 * square * np.sign(variance - square))
    else:
        variance = f32(variance + square)
    return f32(base + rate * momentum / (np.sqrt(variance) + tau)), momentum, variance


def new_values(rule, optimizer, encoding, scales, ws, groups, updates, old):
    """old, and what is returned: for weights, momentum and variance a list of one array per tensor."""
    if len(groups) < fewest_voters(rule):
        return old
    divisors = [sum(w for _, w in group) for group in groups]
    divisors += [sum(ws)] if rule["kind"] in ("MEAN", "CLIPPED_MEAN") else []
    if any(BITS[encoding] - 1 + divisor.bit_length() > 51 for divisor in divisors):
        raise ValueError("too much weight for an exact division")
    combine = combination(rule, ws, len(groups), lambda: voters(updates, scales, groups))
    new = [[np.empty(len(values), "<f4") for values in part] for part in old]
    for tensor, window, _, votes in voters(updates, scales, groups):
        delta = combine(votes).astype(np.float64) * 2.0 ** -scales[tensor]
        before = [part[tensor][window].astype(np.float64) for part in old]
        for part, values in zip(new, optimize(optimizer, before[0], delta, before[1], before[2])):
            if not np.isfinite(values).all():
                raise ValueError("a new value is not finite")
            part[tensor][window] = values
    return new


def grouped(rule, organizations, ws):
    """The voters: each update for itself, or all of an organization, in the order of its first."""
    if rule["voters"] == "NODE":
        return [[(i, 1)] for i in range(len(ws))]
    groups = {}
    for i, organization in enumerate(organizations):
        groups.setdefault(organization, []).append((i, ws[i]))
    return list(groups.values())


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # this folder is documentation
    import recompute

    recompute.main(sys.argv[1:])
