"""dagg/1 in NumPy: the second implementation of aggregation.md, written to be read.

    python3 dagg.py ROUND.json        aggregate a round
    python3 dagg.py --check VECTORS   check this implementation against the vectors

ROUND.json (paths are relative to it):
    {"base": "base.safetensors", "output": "output.safetensors",
     "scales": {"tensor": 20, ...}, "normBound": "123456",
     "nodeCap": 1000, "organizationCap": 2000,
     "updates": [{"file": "...", "node": "...", "organization": "...", "frames": 10}, ...]}
Prints one JSON line: the weights of the updates that count, the rejected ones, the output's SHA-256.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np

BITS = 24
MAX_QUANTUM = 2 ** (BITS - 1) - 1
MAX_WEIGHT = 2**16
WINDOW = 1 << 20


def read_safetensors(path):
    """Returns the header's bytes and, in file order, (name, dtype, array of little-endian values)."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    numpy_types = {"F32": "<f4", "I32": "<i4"}
    tensors = []
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[start:end], numpy_types[entry["dtype"]])
        tensors.append((name, entry["dtype"], entry["shape"], values))
    return data[: 8 + size], tensors


def weights(contributions, node_cap, organization_cap):
    """contributions: list of (organization, frames)."""
    if not (1 <= node_cap <= MAX_WEIGHT and 1 <= organization_cap <= 2**40):
        raise ValueError("cap out of range")
    capped = [min(frames, node_cap) for _, frames in contributions]
    sums = {}
    for (organization, _), w in zip(contributions, capped):
        sums[organization] = sums.get(organization, 0) + w
    return [
        w if sums[organization] <= organization_cap else max(1, w * organization_cap // sums[organization])
        for (organization, _), w in zip(contributions, capped)
    ]


def norm(tensors, scales):
    """Python integers do not overflow, so the 128 bits are a check at the end."""
    total = 0
    for q, scale in zip(tensors, scales):
        squares = 0
        for start in range(0, len(q), 1 << 16):
            block = q[start : start + (1 << 16)].astype(np.int64)
            squares += int((block * block).sum())
        total += squares << (2 * (max(scales) - scale))
    return total


def rejection(base, update, scales, bound):
    """None, or the word for rejected[]."""
    if [t[:1] + t[2:3] for t in update] != [t[:1] + t[2:3] for t in base] or any(t[1] != "I32" for t in update):
        return "wrong-structure"
    values = [t[3] for t in update]
    if any(len(v) and (v.min() < -MAX_QUANTUM or v.max() > MAX_QUANTUM) for v in values):
        return "out-of-range"
    total = norm(values, scales)
    if total >= 2**128:
        return "norm-overflow"
    return "norm-exceeded" if total > bound else None


def round_half_even(sums, total):
    """int64 array over a positive Python integer; // and % are floor division and its remainder."""
    quotient, twice = sums // total, 2 * (sums % total)
    return quotient + ((twice > total) | ((twice == total) & (quotient % 2 == 1)))


def mean(base, updates, ws, scale):
    """One tensor: base f32, updates int32 arrays, integer weights. Returns f32."""
    if (BITS - 1) + 16 + (len(ws) - 1).bit_length() > 62:
        raise ValueError("too many updates")
    output = np.empty(len(base), "<f4")
    for start in range(0, len(base), WINDOW):
        window = slice(start, start + WINDOW)
        sums = np.zeros(len(base[window]), np.int64)
        for q, w in zip(updates, ws):
            sums += q[window].astype(np.int64) * np.int64(w)
        m = round_half_even(sums, sum(ws))
        output[window] = (base[window].astype(np.float64) + m.astype(np.float64) * 2.0**-scale).astype(np.float32)
    if not np.isfinite(output).all():
        raise ValueError("output is not finite")
    return output


def aggregate(path):
    job = json.loads(path.read_text())
    header, base = read_safetensors(path.parent / job["base"])
    scales = [job["scales"][t[0]] for t in base]
    if max(scales) - min(scales) > 16:
        raise ValueError("scales differ by more than 16")
    accepted, rejected = [], []
    for entry in sorted(job["updates"], key=lambda e: e["node"]):
        _, update = read_safetensors(path.parent / entry["file"])
        reason = rejection(base, update, scales, int(job["normBound"]))
        if reason:
            rejected.append({"node": entry["node"], "reason": reason})
        else:
            accepted.append((entry, [t[3] for t in update]))
    ws = weights([(e["organization"], e["frames"]) for e, _ in accepted], job["nodeCap"], job["organizationCap"])
    parts = [mean(t[3], [u[i] for _, u in accepted], ws, scales[i]).tobytes() for i, t in enumerate(base)]
    output = header + b"".join(parts)
    (path.parent / job["output"]).write_bytes(output)
    counted = {e["node"]: w for (e, _), w in zip(accepted, ws)}
    print(json.dumps({"weights": counted, "rejected": rejected, "sha256": hashlib.sha256(output).hexdigest()}))


def check(path):
    def floats(words):
        return np.array([int(word, 16) for word in words], np.uint32).view(np.float32)

    vectors = json.loads(path.read_text())
    for v in vectors["roundHalfEven"]:
        assert int(round_half_even(np.array([v["sum"]], np.int64), v["total"])[0]) == v["result"], v
    for v in vectors["weights"]:
        contributions = [(c["organization"], c["frames"]) for c in v["contributions"]]
        assert weights(contributions, v["nodeCap"], v["organizationCap"]) == v["result"], v
    for v in vectors["norm"]:
        assert norm([np.array(t, np.int32) for t in v["tensors"]], v["scales"]) == int(v["result"]), v
    for v in vectors["mean"]:
        updates = [np.array(u, np.int32) for u in v["updates"]]
        result = mean(floats(v["base"]), updates, v["weights"], v["scale"])
        assert (result.view(np.uint32) == floats(v["result"]).view(np.uint32)).all(), v
    print("ok:", sum(len(vectors[kind]) for kind in ("roundHalfEven", "weights", "norm", "mean")), "vectors")


if __name__ == "__main__":
    check(pathlib.Path(sys.argv[2])) if sys.argv[1] == "--check" else aggregate(pathlib.Path(sys.argv[1]))
