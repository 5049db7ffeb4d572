/** Where large bytes lie, and the public blobs among them. */
@NullMarked
package io.commonweight.registry.blob;

import org.jspecify.annotations.NullMarked;
