/** Keys, and the fingerprints that name them. */
@NullMarked
package io.commonweight.sdk.identity;

import org.jspecify.annotations.NullMarked;
