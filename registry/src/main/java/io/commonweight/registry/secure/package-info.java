/**
 * Where parcels and masked vectors of secure rounds lie, beside the public blobs: the log is asked
 * for them before it takes a statement that signs for one.
 */
@NullMarked
package io.commonweight.registry.secure;

import org.jspecify.annotations.NullMarked;
