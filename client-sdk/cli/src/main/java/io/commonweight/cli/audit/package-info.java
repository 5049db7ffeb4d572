/**
 * Replays a federation's log and judges what its organizations made of every round: by the log
 * alone, and by computing the aggregates anew where the updates may be read.
 */
@NullMarked
package io.commonweight.cli.audit;

import org.jspecify.annotations.NullMarked;
