/** Following a federation across its logs: what a verified log asks a registry for next. */
@NullMarked
package io.commonweight.federation.follow;

import org.jspecify.annotations.NullMarked;
