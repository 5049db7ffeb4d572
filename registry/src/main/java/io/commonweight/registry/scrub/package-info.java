/** Reads every public blob again and again, and takes those away that are no longer themselves. */
@NullMarked
package io.commonweight.registry.scrub;

import org.jspecify.annotations.NullMarked;
