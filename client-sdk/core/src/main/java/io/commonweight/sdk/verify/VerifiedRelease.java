package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Release;

/**
 * A release that a quorum signed in the sight of the log.
 *
 * @param release what it says
 * @param digest what names it
 * @param checkpoint the state of the log that covers every signature
 */
public record VerifiedRelease(Release release, Sha256 digest, Checkpoint checkpoint) {}
