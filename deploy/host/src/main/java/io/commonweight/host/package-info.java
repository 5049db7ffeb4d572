/**
 * What a host runs: a registry with its own PostgreSQL in one folder, and cold copies of that
 * folder.
 */
@NullMarked
package io.commonweight.host;

import org.jspecify.annotations.NullMarked;
