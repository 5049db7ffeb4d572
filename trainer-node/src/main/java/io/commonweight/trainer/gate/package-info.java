/**
 * What may leave a site: updates are encoded here, and every file is examined again, as it lies on
 * disk, before it is sent.
 */
@NullMarked
package io.commonweight.trainer.gate;

import org.jspecify.annotations.NullMarked;
