package io.commonweight.trainer.evaluate;

/**
 * One split's success rates, policy by policy.
 *
 * @param base release 0
 * @param localBest the local policy that did best on validation
 * @param localMean all local policies together
 * @param soup the average of the local policies' weights
 * @param federated the policy trained together
 * @param central one policy trained on all data pooled
 */
public record Scores(
    Rate base, Rate localBest, Rate localMean, Rate soup, Rate federated, Rate central) {}
