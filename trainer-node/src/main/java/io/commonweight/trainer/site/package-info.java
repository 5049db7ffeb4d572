/**
 * The site's daemon: follows the federation's log, trains on private data when a round opens and
 * submits exactly one update per round, whatever kills it in between. All connections go out.
 */
@NullMarked
package io.commonweight.trainer.site;

import org.jspecify.annotations.NullMarked;
