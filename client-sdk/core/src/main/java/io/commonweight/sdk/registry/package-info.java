/** The client side of a registry: its log, its blobs and its private update space over HTTP. */
@NullMarked
package io.commonweight.sdk.registry;

import org.jspecify.annotations.NullMarked;
