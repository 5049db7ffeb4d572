/**
 * Training of a policy on demonstrations with DJL and PyTorch, one thread, reproducible bit for bit
 * from its seed on one machine.
 */
@NullMarked
package io.commonweight.trainer.train;

import org.jspecify.annotations.NullMarked;
