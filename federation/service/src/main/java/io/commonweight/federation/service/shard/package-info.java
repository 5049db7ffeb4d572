/**
 * Recomputes a round: judges every update, cuts the parameters into shards, hands them to workers
 * through Kafka, and holds what they wrote against what they said before it states a digest.
 */
@NullMarked
package io.commonweight.federation.service.shard;

import org.jspecify.annotations.NullMarked;
