/**
 * The part of the Xet protocol by which clients of the hub upload large files. Clients send a file
 * as chunks in xorbs and then say, in a shard, of which chunks it consists; here it is put
 * together, checked, and stored as a blob like any other. Nothing is read by Xet.
 */
@NullMarked
package io.commonweight.registry.xet;

import org.jspecify.annotations.NullMarked;
