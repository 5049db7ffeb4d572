/** Tests of the aggregator. */
@NullMarked
package io.commonweight.federation.service.publish;

import org.jspecify.annotations.NullMarked;
