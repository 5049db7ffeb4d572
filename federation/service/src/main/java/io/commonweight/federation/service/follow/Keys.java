package io.commonweight.federation.service.follow;

import io.commonweight.sdk.identity.HybridKey;

/**
 * What an organization's aggregator signs with.
 *
 * @param aggregator signs openings, closings, aggregates and requests to the registry
 * @param release signs releases
 */
public record Keys(HybridKey aggregator, HybridKey release) {}
