/** Tests of the Hugging Face interface: its contract, and its real clients. */
@NullMarked
package io.commonweight.registry.hub;

import org.jspecify.annotations.NullMarked;
