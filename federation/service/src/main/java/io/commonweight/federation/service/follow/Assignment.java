package io.commonweight.federation.service.follow;

import io.commonweight.sdk.charter.Founding;
import java.nio.file.Path;
import java.time.Duration;

/**
 * For whom an aggregator works.
 *
 * @param founding the federation's founding documents; later charters come with the log
 * @param organization the organization it signs for
 * @param keys the organization's keys
 * @param data an existing folder for what the aggregator remembers
 * @param poll how long the registry holds a question that has no answer yet
 */
public record Assignment(
    Founding founding, String organization, Keys keys, Path data, Duration poll) {}
