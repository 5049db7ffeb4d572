/** A registry in memory over HTTP on the loopback interface: it judges statements as a real one. */
@NullMarked
package io.commonweight.cli.loopback;

import org.jspecify.annotations.NullMarked;
