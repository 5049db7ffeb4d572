package io.commonweight.sdk.evidence;

import io.commonweight.sdk.log.ConsistencyProof;

/**
 * What is said to show that a log grew from an earlier state.
 *
 * @param size how many entries it had
 * @param proof leads from there to the checkpoint of the evidence, or to where the federation left
 *     the log
 */
public record Growth(long size, ConsistencyProof proof) {}
