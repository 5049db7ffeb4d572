/** Tests of uploads by Xet. */
@NullMarked
package io.commonweight.registry.xet;

import org.jspecify.annotations.NullMarked;
