/**
 * The transparency log: an append-only list of entries whose history nobody can rewrite unnoticed.
 * Merkle tree hashes and proofs follow RFC 6962 and RFC 9162; signed notes, checkpoints,
 * cosignatures, tiles, proof files and policies follow the C2SP formats signed-note,
 * tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof and tlog-policy. Whoever signs, a log
 * or a witness, signs twice, with Ed25519 and ML-DSA-44, and counts only with both. This package is
 * pure: it hashes and checks bytes, and reads tiles only through {@link
 * io.commonweight.sdk.log.TileReader}.
 */
@NullMarked
package io.commonweight.sdk.log;

import org.jspecify.annotations.NullMarked;
