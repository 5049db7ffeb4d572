/**
 * Real PostgreSQL, Kafka and S3 on one machine, as child processes under one data directory, for
 * the demo and for tests that need a service rather than a stand-in.
 */
@NullMarked
package io.commonweight.embedded;

import org.jspecify.annotations.NullMarked;
