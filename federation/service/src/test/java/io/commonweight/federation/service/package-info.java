/** Tests of the aggregator. */
@NullMarked
package io.commonweight.federation.service;

import org.jspecify.annotations.NullMarked;
