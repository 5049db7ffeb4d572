/** Canonical JSON: the one form in which statements are signed, stored and sent. */
@NullMarked
package io.commonweight.sdk.json;

import org.jspecify.annotations.NullMarked;
