/** Tests of the aggregator. */
@NullMarked
package io.commonweight.federation.service.follow;

import org.jspecify.annotations.NullMarked;
