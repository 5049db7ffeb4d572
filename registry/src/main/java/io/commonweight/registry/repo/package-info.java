/**
 * Model repos: each release of a federation's policy as an immutable revision whose git commit id
 * is the same in every registry.
 */
@NullMarked
package io.commonweight.registry.repo;

import org.jspecify.annotations.NullMarked;
