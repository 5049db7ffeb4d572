/** Signed statements: DSSE envelopes around in-toto statements, one record for each kind. */
@NullMarked
package io.commonweight.sdk.statement;

import org.jspecify.annotations.NullMarked;
