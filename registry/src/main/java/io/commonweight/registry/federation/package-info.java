/** The federations this registry takes part in: their founding documents and its own keys. */
@NullMarked
package io.commonweight.registry.federation;

import org.jspecify.annotations.NullMarked;
