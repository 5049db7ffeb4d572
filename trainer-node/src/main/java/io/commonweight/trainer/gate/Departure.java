package io.commonweight.trainer.gate;

import io.commonweight.sdk.Sha256;

/**
 * A file that may leave the site, as the gate found it on disk.
 *
 * @param blob its digest
 * @param bytes its size
 * @param tensors how many tensors it holds
 * @param norm its squared norm as the aggregators will compute it, decimal
 */
public record Departure(Sha256 blob, long bytes, int tensors, String norm) {}
