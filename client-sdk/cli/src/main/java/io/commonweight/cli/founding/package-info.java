/** Founding a federation: its charter, its first release, and each organization's approval. */
@NullMarked
package io.commonweight.cli.founding;

import org.jspecify.annotations.NullMarked;
