/**
 * What a site's recordings have given away: an account of every noisy update, in a file that only
 * grows, and the budget that it may not exceed.
 */
@NullMarked
package io.commonweight.trainer.ledger;

import org.jspecify.annotations.NullMarked;
