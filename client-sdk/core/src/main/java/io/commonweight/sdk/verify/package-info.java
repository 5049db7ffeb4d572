/**
 * Whether a release is genuine: checks that need nothing but a pinned charter and the release
 * itself, in an order in which each step believes only what earlier ones have shown.
 */
@NullMarked
package io.commonweight.sdk.verify;

import org.jspecify.annotations.NullMarked;
