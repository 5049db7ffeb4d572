/**
 * {@code commonweight simulate}: thousands of virtual nodes that learn a small task together in one
 * process, some of them hostile. Data, training, attacks and time are simulated; the charter, the
 * log with its signatures, the round engine and {@code dagg/1} are not. Everything follows from a
 * seed.
 */
@NullMarked
package io.commonweight.cli.simulate;

import org.jspecify.annotations.NullMarked;
