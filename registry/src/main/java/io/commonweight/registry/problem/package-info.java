/** What the registry refuses, and how a caller learns of it (RFC 9457). */
@NullMarked
package io.commonweight.registry.problem;

import org.jspecify.annotations.NullMarked;
