/** Tests of the ledger: what it says, what it refuses, and what a crash leaves of it. */
@NullMarked
package io.commonweight.trainer.ledger;

import org.jspecify.annotations.NullMarked;
