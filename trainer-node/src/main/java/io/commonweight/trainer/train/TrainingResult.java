package io.commonweight.trainer.train;

import io.commonweight.trainer.policy.Policy;

/**
 * A trained policy and how its loss went.
 *
 * @param policy the trained policy, all weights finite
 * @param firstLoss mean loss of the first tenth of the steps
 * @param lastLoss mean loss of the last tenth of the steps
 * @param frames frames trained on
 */
public record TrainingResult(Policy policy, double firstLoss, double lastLoss, long frames) {}
