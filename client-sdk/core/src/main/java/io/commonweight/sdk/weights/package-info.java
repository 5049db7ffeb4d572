/**
 * Model weights as safetensors files: a strict reader, a canonical writer under which equal weights
 * have equal bytes, windows over the values, and the check that all of them are finite. Nothing
 * here trusts a file: every length is checked before memory is set aside for it.
 */
@NullMarked
package io.commonweight.sdk.weights;

import org.jspecify.annotations.NullMarked;
