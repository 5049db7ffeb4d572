/** Who is calling: challenges, tokens, and the roles that endpoints ask for. */
@NullMarked
package io.commonweight.registry.access;

import org.jspecify.annotations.NullMarked;
