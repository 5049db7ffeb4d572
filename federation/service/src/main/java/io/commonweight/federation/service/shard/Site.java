package io.commonweight.federation.service.shard;

import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import java.time.Clock;

/**
 * Where an organization's aggregator works.
 *
 * @param registry the registry it trusts to be there, and with nothing else
 * @param session its session there
 * @param store its own store
 * @param topics its topics
 * @param clock its clock
 */
public record Site(
    RegistryClient registry,
    RegistrySession session,
    RoundStore store,
    ShardTopics topics,
    Clock clock) {}
