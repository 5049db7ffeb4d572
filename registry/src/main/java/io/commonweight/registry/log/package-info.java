/**
 * The federation logs: their sequencer, their store, and how they are read. What decides is one
 * transaction; tiles and the published view follow from it.
 */
@NullMarked
package io.commonweight.registry.log;

import org.jspecify.annotations.NullMarked;
