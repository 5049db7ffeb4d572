/**
 * Git LFS (batch API, transfers {@code basic} and Hugging Face's {@code multipart}): how clients
 * bring large files before they commit them. Addresses are signed, since clients send no token
 * there; whatever arrives is hashed before anything is stored.
 */
@NullMarked
package io.commonweight.registry.lfs;

import org.jspecify.annotations.NullMarked;
