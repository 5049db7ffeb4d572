/** Publishes what a quorum agreed on, and prepares the release for co-signing. */
@NullMarked
package io.commonweight.federation.service.publish;

import org.jspecify.annotations.NullMarked;
