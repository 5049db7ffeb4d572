package io.commonweight.registry.xet;

/**
 * Where and with what a client uploads.
 *
 * @param accessToken the token to send there
 * @param exp when that ends, in seconds since 1970
 * @param casUrl the base of the addresses to upload to
 */
record UploadToken(String accessToken, long exp, String casUrl) {}
