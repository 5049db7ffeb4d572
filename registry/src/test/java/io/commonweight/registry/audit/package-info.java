/** Tests of the audit records. */
@NullMarked
package io.commonweight.registry.audit;

import org.jspecify.annotations.NullMarked;
