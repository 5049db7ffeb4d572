/**
 * Where large bytes are kept: immutable blobs named by their digest, small objects that are
 * replaced (a log's tiles and checkpoint), and objects that several writers upload in parts. The
 * store is a folder or an S3 bucket; both behave alike.
 */
@NullMarked
package io.commonweight.sdk.blob;

import org.jspecify.annotations.NullMarked;
