/** Tests of workers against a real broker. */
@NullMarked
package io.commonweight.federation.service.worker;

import org.jspecify.annotations.NullMarked;
