package io.commonweight.cli.simulate;

import java.util.List;

/**
 * What a node says that its training came to.
 *
 * @param weights the shapes of {@link Network#SIZES}, read-only
 */
record Local(Node node, List<float[]> weights) {}
