/** What people are told of a charter: its members, its fingerprint and what it tolerates. */
@NullMarked
package io.commonweight.cli.charter;

import org.jspecify.annotations.NullMarked;
