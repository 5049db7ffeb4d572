/** A federation's charters, from the first to the one in force, and the keys that they name. */
@NullMarked
package io.commonweight.registry.charter;

import org.jspecify.annotations.NullMarked;
