package io.commonweight.trainer.evaluate;

/**
 * What a federation was worth.
 *
 * @param suite the benchmark's name
 * @param heldOut scores on new episodes of what any organization demonstrated
 * @param novel scores on what no organization demonstrated
 * @param worstOrganization who gained least
 */
public record Evaluation(
    String suite, Scores heldOut, Scores novel, WorstOrganization worstOrganization) {}
