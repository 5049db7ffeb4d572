package io.commonweight.trainer.site;

import io.commonweight.sdk.registry.RegistryClient;

/**
 * What the work of a round needs of its site.
 *
 * @param settings what the owner said
 * @param identity the node's key and its federation
 * @param registry the registry it talks to
 * @param log the federation's log
 * @param submission the way out
 * @param journal the site's memory
 * @param listener who hears of progress
 */
record SiteParts(
    SiteSettings settings,
    NodeIdentity identity,
    RegistryClient registry,
    LogFollower log,
    Submission submission,
    Journal journal,
    SiteListener listener) {}
