/** Tests of Git LFS. */
@NullMarked
package io.commonweight.registry.lfs;

import org.jspecify.annotations.NullMarked;
