/**
 * What shows that a release is genuine, in one document that anybody may hand out: charters,
 * statements, proofs and the newest stretch of the log. Nothing here is verified.
 */
@NullMarked
package io.commonweight.sdk.evidence;

import org.jspecify.annotations.NullMarked;
