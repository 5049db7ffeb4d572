/**
 * The command {@code commonweight demo}: a whole federation on one machine, every part a process of
 * its own.
 */
@NullMarked
package io.commonweight.demo;

import org.jspecify.annotations.NullMarked;
