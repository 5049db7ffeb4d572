/**
 * {@code commonweight simulate}: thousands of virtual nodes that learn a small task together in one
 * process, some of them hostile. Data, training and attacks are simulated; quantising, weights,
 * rules and optimizers are those of {@code dagg/1}. Everything follows from a seed.
 */
@NullMarked
package io.commonweight.cli.simulate;

import org.jspecify.annotations.NullMarked;
