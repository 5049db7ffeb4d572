/**
 * The task-conditioned, action-chunking policy as plain values: configuration, tensors, embodiment
 * profile, feature code and a forward pass in Java.
 */
@NullMarked
package io.commonweight.trainer.policy;

import org.jspecify.annotations.NullMarked;
