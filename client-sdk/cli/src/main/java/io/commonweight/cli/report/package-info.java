/** How every command answers: text or JSON on standard output, one line of error otherwise. */
@NullMarked
package io.commonweight.cli.report;

import org.jspecify.annotations.NullMarked;
