/**
 * An organization's way into its Kafka cluster, which it may share with others: encryption, its
 * login, and what a refusal means.
 */
@NullMarked
package io.commonweight.federation.service.cluster;

import org.jspecify.annotations.NullMarked;
