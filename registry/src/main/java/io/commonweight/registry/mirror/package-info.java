/** Mirrors of logs that another registry sequences: nothing it says is believed unchecked. */
@NullMarked
package io.commonweight.registry.mirror;

import org.jspecify.annotations.NullMarked;
