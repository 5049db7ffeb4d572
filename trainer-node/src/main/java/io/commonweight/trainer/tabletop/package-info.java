/**
 * A small deterministic tabletop: planar arms, three skills, scripted experts, and the demo
 * federation's data sets and test splits.
 */
@NullMarked
package io.commonweight.trainer.tabletop;

import org.jspecify.annotations.NullMarked;
