package io.commonweight.cli.simulate;

/**
 * What a round came to.
 *
 * @param rule the rule's name
 * @param round from 1
 * @param updates how many counted
 * @param stale how many of those were trained from an older base
 * @param lost how many came too late or could not be encoded
 * @param hostile how many of those that counted were hostile
 * @param voters whose voices the rule weighed
 * @param isChanged whether there were enough voters for the rule, and finite weights
 * @param grade how well the new weights do
 * @param cleanNorm length of the clean aggregate, the weighted mean of the honest updates alone
 * @param distance how far from it the aggregate is, in units of that length; not a number where
 *     there is no clean aggregate
 */
record RoundRow(
    String rule,
    int round,
    int updates,
    int stale,
    int lost,
    int hostile,
    int voters,
    boolean isChanged,
    Exam.Grade grade,
    double cleanNorm,
    double distance) {}
