/** Whether this registry can do its work. */
@NullMarked
package io.commonweight.registry.health;

import org.jspecify.annotations.NullMarked;
