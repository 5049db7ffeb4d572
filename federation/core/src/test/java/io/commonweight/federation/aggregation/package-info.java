/** Tests of the aggregation rule, among them the second implementation's verdict. */
@NullMarked
package io.commonweight.federation.aggregation;

import org.jspecify.annotations.NullMarked;
