/** The processes of a federation on one machine, and what its log shows. */
@NullMarked
package io.commonweight.demo.federation;

import org.jspecify.annotations.NullMarked;
