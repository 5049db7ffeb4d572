/**
 * The private space of update blobs: only nodes write, only aggregators read, and only after the
 * round has closed.
 */
@NullMarked
package io.commonweight.registry.update;

import org.jspecify.annotations.NullMarked;
