/** Fetching a release and verifying one that was fetched. */
@NullMarked
package io.commonweight.cli.pull;

import org.jspecify.annotations.NullMarked;
