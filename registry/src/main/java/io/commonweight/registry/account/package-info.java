/**
 * Who uses the registry as a hub: accounts, organizations and their members, tokens, and what each
 * of them lets a caller do. Federations have keys instead, and do not appear here.
 */
@NullMarked
package io.commonweight.registry.account;

import org.jspecify.annotations.NullMarked;
