/** Tests of the way into a cluster, against brokers that ask who one is. */
@NullMarked
package io.commonweight.federation.service.cluster;

import org.jspecify.annotations.NullMarked;
