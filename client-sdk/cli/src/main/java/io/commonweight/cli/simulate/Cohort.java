package io.commonweight.cli.simulate;

/**
 * How many there are, and what they have.
 *
 * @param samples how many points each node has
 * @param alpha how alike the shares of classes are, for partitions that are not IID
 */
record Cohort(int nodes, int organizations, int samples, Partition partition, double alpha) {}
