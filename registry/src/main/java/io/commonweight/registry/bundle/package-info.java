/** The model signing bundles of releases: an export beside the log, one of each organization. */
@NullMarked
package io.commonweight.registry.bundle;

import org.jspecify.annotations.NullMarked;
