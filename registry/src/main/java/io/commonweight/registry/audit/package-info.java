/**
 * Who wrote what, when and from where: a record of every request that may change something, and for
 * each hour the root of a Merkle tree over its records, which shows later that none was changed,
 * left out or put in. The records are salted, so that a root gives none of them away.
 */
@NullMarked
package io.commonweight.registry.audit;

import org.jspecify.annotations.NullMarked;
