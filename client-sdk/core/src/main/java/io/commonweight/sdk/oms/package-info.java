/**
 * OpenSSF Model Signing 1.0: a release signed by one organization for tools that know nothing of
 * charters and logs. An export; the quorum never rests on it.
 */
@NullMarked
package io.commonweight.sdk.oms;

import org.jspecify.annotations.NullMarked;
