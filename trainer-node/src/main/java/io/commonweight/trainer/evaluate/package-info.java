/**
 * Experiments over organizations: local, one-shot average, federated and pooled training compared
 * by success rates.
 */
@NullMarked
package io.commonweight.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
