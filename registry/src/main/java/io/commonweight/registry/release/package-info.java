/** The releases in force: told to the rest of the registry, and shown with their evidence. */
@NullMarked
package io.commonweight.registry.release;

import org.jspecify.annotations.NullMarked;
