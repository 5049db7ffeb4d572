/** Tests of secure aggregation. */
@NullMarked
package io.commonweight.federation.secagg;

import org.jspecify.annotations.NullMarked;
