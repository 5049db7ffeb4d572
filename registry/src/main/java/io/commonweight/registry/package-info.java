/** The registry server: what holds for all of its features. */
@NullMarked
package io.commonweight.registry;

import org.jspecify.annotations.NullMarked;
