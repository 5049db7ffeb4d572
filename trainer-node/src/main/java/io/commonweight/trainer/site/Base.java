package io.commonweight.trainer.site;

import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Policy;

/**
 * A release in force whose files were downloaded and verified.
 *
 * @param release what the quorum signed
 * @param policy its weights and architecture
 * @param embodiment the profile all data must meet
 */
record Base(LoggedRelease release, Policy policy, Embodiment embodiment) {}
