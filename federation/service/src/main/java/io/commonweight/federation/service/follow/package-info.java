/**
 * Follows a federation's log and does what the organization owes it. What is owed follows from the
 * log alone, so a process that was killed looks and goes on.
 */
@NullMarked
package io.commonweight.federation.service.follow;

import org.jspecify.annotations.NullMarked;
