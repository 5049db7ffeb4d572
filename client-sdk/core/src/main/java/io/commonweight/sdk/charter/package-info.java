/**
 * Who may say what: the founding documents of a federation and the check of one signed statement.
 */
@NullMarked
package io.commonweight.sdk.charter;

import org.jspecify.annotations.NullMarked;
