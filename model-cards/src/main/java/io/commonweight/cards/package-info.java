/**
 * Model cards: what a release says about itself, written as the README.md that Hugging Face tools
 * read, and read back to be held against the weights. A card is a pure function of its inputs, byte
 * for byte, because co-signers sign it.
 */
@NullMarked
package io.commonweight.cards;

import org.jspecify.annotations.NullMarked;
