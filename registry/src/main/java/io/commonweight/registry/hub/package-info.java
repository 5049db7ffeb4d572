/**
 * The part of the Hugging Face Hub's HTTP interface with which its unmodified clients find and
 * download models. It has its own form of errors: status, headers and a JSON object.
 */
@NullMarked
package io.commonweight.registry.hub;

import org.jspecify.annotations.NullMarked;
