/** The values that every part of Commonweight shares. */
@NullMarked
package io.commonweight.sdk;

import org.jspecify.annotations.NullMarked;
