/** Child processes: starting, stopping, their logs and their memory. */
@NullMarked
package io.commonweight.demo.process;

import org.jspecify.annotations.NullMarked;
