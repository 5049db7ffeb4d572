/**
 * The aggregator of one organization: configuration, start and stop, health, metrics and the status
 * page. The work is done in the packages below.
 */
@NullMarked
package io.commonweight.federation.service;

import org.jspecify.annotations.NullMarked;
