package io.commonweight.cli.simulate;

import io.commonweight.sdk.log.Frontier;

/**
 * What one round came to.
 *
 * @param rule the rule's name
 * @param round which round, from 1
 * @param updates how many updates counted
 * @param stale how many of those were from earlier rounds
 * @param hostile how many of those were hostile nodes'
 * @param turnout what became of the others
 * @param voters how many voters the rule had
 * @param isChanged whether the weights changed
 * @param grade how the weights do after the round
 * @param cleanNorm the length of the clean aggregate: the mean of the honest updates
 * @param distance how far the aggregate is from the clean one, in units of that length
 * @param log the tree of the log after the round
 */
record RoundRow(
    String rule,
    int round,
    int updates,
    int stale,
    int hostile,
    Turnout turnout,
    int voters,
    boolean isChanged,
    Exam.Grade grade,
    double cleanNorm,
    double distance,
    Frontier log) {}
