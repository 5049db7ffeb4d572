/**
 * The private space of what nodes submit. Of updates only nodes write, only aggregators read, and
 * only after the round has closed. Of secure rounds, the nodes of a cohort read each other's
 * parcels, and anybody a masked vector once the round is released.
 */
@NullMarked
package io.commonweight.registry.update;

import org.jspecify.annotations.NullMarked;
