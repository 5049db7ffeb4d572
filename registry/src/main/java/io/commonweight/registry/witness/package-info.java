/**
 * The witness: it remembers what each log has signed, and cosigns only what continues it (C2SP
 * tlog-witness). Of a log that this registry holds it cosigns only what is stored here. Signed
 * histories that contradict each other are kept as evidence and halt the log.
 */
@NullMarked
package io.commonweight.registry.witness;

import org.jspecify.annotations.NullMarked;
