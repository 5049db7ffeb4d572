/** The key folder of an organization: making it, showing it, and its public half. */
@NullMarked
package io.commonweight.cli.key;

import org.jspecify.annotations.NullMarked;
