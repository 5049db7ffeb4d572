/** Computes shards. Any number of workers of one organization share the work. */
@NullMarked
package io.commonweight.federation.service.worker;

import org.jspecify.annotations.NullMarked;
