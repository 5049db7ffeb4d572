/** Tests of the aggregator. */
@NullMarked
package io.commonweight.federation.service.shard;

import org.jspecify.annotations.NullMarked;
