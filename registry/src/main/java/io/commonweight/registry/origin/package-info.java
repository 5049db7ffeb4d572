/** The registry that sequences a log which this one mirrors, as its client sees it. */
@NullMarked
package io.commonweight.registry.origin;

import org.jspecify.annotations.NullMarked;
