"""Rounds and vectors for dagg.py, from files.

ROUND.json (paths are relative to it):
    {"base": "base.safetensors", "output": "output.safetensors",
     "momentum": "...", "momentumOutput": "...", "variance": "...", "varianceOutput": "...",
     "encoding": "I16", "scales": {"tensor": 20, ...}, "normBound": "123456",
     "nodeCap": 1000, "organizationCap": 2000, "rule": {...}, "optimizer": {...},
     "updates": [{"file": "...", "node": "...", "organization": "...", "frames": 10, "staleness": 0}, ...]}
rule and optimizer are those of a round-open. Outputs of states stand there as far as the optimizer has
states; a state without input is all zeros. Prints the weights of the updates that count, the rejected
updates, and the SHA-256 of each output.
"""

import hashlib
import json
import pathlib

import numpy as np

from dagg import (
    clip,
    clip_factor,
    combination,
    fewest_voters,
    grouped,
    mean,
    new_values,
    norm,
    optimize,
    rejection,
    round_half_even,
    voters,
    weights,
)

TYPES = {"I8": "<i1", "I16": "<i2", "I32": "<i4", "F32": "<f4"}
STATES = {"NONE": [], "MOMENTUM": ["momentum"], "NESTEROV": ["momentum"]}


def read_safetensors(path):
    """Returns the header's bytes and, in file order, (name, dtype, shape, little-endian values)."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = []
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[start:end], TYPES[entry["dtype"]])
        tensors.append((name, entry["dtype"], entry["shape"], values))
    return data[: 8 + size], tensors


def aggregate(path):
    job = json.loads(path.read_text())
    header, base = read_safetensors(path.parent / job["base"])
    scales = [job["scales"][t[0]] for t in base]
    accepted, rejected = [], []
    for entry in sorted(job["updates"], key=lambda e: e["node"]):
        _, update = read_safetensors(path.parent / entry["file"])
        reason = rejection(base, update, job["encoding"], scales, int(job["normBound"]))
        if reason:
            rejected.append({"node": entry["node"], "reason": reason})
        else:
            accepted.append((entry, [t[3] for t in update]))
    entries = [entry for entry, _ in accepted]
    who = [(e["organization"], e["frames"], e["staleness"]) for e in entries]
    ws = weights(who, job["nodeCap"], job["organizationCap"])
    groups = grouped(job["rule"], [organization for organization, _, _ in who], ws)
    old = [[t[3] for t in base]]
    for state in ("momentum", "variance"):
        old.append(
            [t[3] for t in read_safetensors(path.parent / job[state])[1]]
            if state in job
            else [np.zeros(len(t[3]), "<f4") for t in base]
        )
    updates = [update for _, update in accepted]
    new = new_values(job["rule"], job["optimizer"], job["encoding"], scales, ws, groups, updates, old)
    digests = {}
    outputs = ["output"] + [s + "Output" for s in STATES.get(job["optimizer"]["kind"], ["momentum", "variance"])]
    for name, part in zip(outputs, new):
        data = header + b"".join(values.tobytes() for values in part)
        (path.parent / job[name]).write_bytes(data)
        digests[name] = hashlib.sha256(data).hexdigest()
    counted = {e["node"]: w for e, w in zip(entries, ws)}
    print(json.dumps({"weights": counted, "rejected": rejected, "sha256": digests}))


def check(path):
    def floats(words):
        return np.array([int(word, 16) for word in words], np.uint32).view(np.float32)

    def require(actual, expected, v):
        assert [f"{word:08x}" for word in actual.astype("<f4").view("<u4")] == expected, v

    vectors = json.loads(path.read_text())
    for v in vectors["roundHalfEven"]:
        assert int(round_half_even(np.array([v["sum"]], np.int64), v["total"])[0]) == v["result"], v
    for v in vectors["weights"]:
        contributions = [(c["organization"], c["frames"], c["staleness"]) for c in v["contributions"]]
        assert weights(contributions, v["nodeCap"], v["organizationCap"]) == v["result"], v
    for v in vectors["norm"]:
        assert norm([np.array(t, np.int32) for t in v["tensors"]], v["scales"]) == int(v["result"]), v
    for v in vectors["clipFactor"]:
        assert clip_factor(int(v["norm"]), int(v["bound"])) == v["result"], v
    for v in vectors["clip"]:
        assert clip(np.array([[v["value"]]]), [v["factor"]]) == [[v["result"]]], v
    for v in vectors["mean"]:
        m = mean(np.array(v["updates"], np.int64), v["weights"])
        delta = m.astype(np.float64) * 2.0 ** -v["scale"]
        require(optimize({"kind": "NONE"}, floats(v["base"]).astype(np.float64), delta, 0, 0)[0], v["result"], v)
    for v in vectors["rules"]:
        updates = [[np.array(t, np.int64) for t in u] for u in v["updates"]]
        groups = grouped(v["rule"], v["organizations"], v["weights"])
        result = None
        if len(groups) >= fewest_voters(v["rule"]):
            combine = combination(v["rule"], v["weights"], len(groups), lambda: voters(updates, v["scales"], groups))
            result = [combine(votes).tolist() for _, _, _, votes in voters(updates, v["scales"], groups)]
        assert result == v["result"], v
    for v in vectors["optimizers"]:
        delta = np.array(v["m"], np.float64) * 2.0 ** -v["scale"]
        old = [floats(v[part]).astype(np.float64) for part in ("weights", "momentum", "variance")]
        for part, values in zip(v["result"], optimize(v["optimizer"], old[0], delta, old[1], old[2])):
            require(values, v["result"][part], v)
    print("ok:", sum(len(v) for v in vectors.values() if isinstance(v, list)), "vectors")


def main(arguments):
    if arguments[:1] == ["--check"]:
        check(pathlib.Path(arguments[1]))
    else:
        for name in arguments:
            aggregate(pathlib.Path(name))
