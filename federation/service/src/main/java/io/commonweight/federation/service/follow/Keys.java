package io.commonweight.federation.service.follow;

import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.SigningKey;
import java.util.Optional;

/**
 * What an organization's aggregator signs with.
 *
 * @param aggregator signs openings, closings, aggregates and requests to the registry
 * @param release signs releases
 * @param oms the P-256 key that signs releases for other tools; absent if the organization does not
 */
public record Keys(HybridKey aggregator, HybridKey release, Optional<SigningKey> oms) {}
