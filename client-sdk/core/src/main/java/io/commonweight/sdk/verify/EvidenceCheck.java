package io.commonweight.sdk.verify;

import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.verify.Check.Step;
import java.time.Instant;

/**
 * The checks of what was signed and logged, in their order: here those that come before anything is
 * known of the release.
 *
 * @param asked what is wanted of whom
 * @param now by the client's clock
 * @param trail where the checks are recorded
 */
record EvidenceCheck(ReleaseVerifier asked, Instant now, Trail trail) {

  VerifiedRelease run(byte[] json) throws FailedCheckException {
    var floor = new FloorCheck(asked.floor());
    trail.check(Step.CLOCK, () -> floor.clock(now));
    Evidence evidence =
        trail.check(Step.EVIDENCE, () -> Evidence.parse(json), _ -> json.length + " bytes");
    CharterChain chain =
        trail.check(
            Step.CHARTER,
            () -> CharterChain.of(evidence.charters(), asked.anchor(), now),
            found -> found.describe(asked.anchor()));
    trail.check(Step.VERSION, () -> floor.version(chain.inForce().charter()));
    return new ReleaseCheck(asked.policy(), asked.demands(), floor, evidence, chain)
        .run(now, trail);
  }
}
