/**
 * Programs that nobody on this project wrote judge our files: they are found, skipped where they
 * are missing, and run. {@code deploy/ci/foreign} installs them all.
 */
@NullMarked
package io.commonweight.sdk.foreign;

import org.jspecify.annotations.NullMarked;
