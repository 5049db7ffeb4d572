/**
 * Measures on this machine what the library's cryptography and a durable log can do, each against a
 * baseline of the same run.
 */
@NullMarked
package io.commonweight.cli.bench;

import org.jspecify.annotations.NullMarked;
