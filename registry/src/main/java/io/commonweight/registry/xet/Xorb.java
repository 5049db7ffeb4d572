package io.commonweight.registry.xet;

/**
 * A xorb that is here.
 *
 * @param hash its hash
 * @param objectKey where its bytes lie in the blob store
 * @param index its chunks
 */
record Xorb(XetHash hash, String objectKey, XorbIndex index) {}
