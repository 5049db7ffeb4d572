/** Tests of accounts, and accounts to test others with. */
@NullMarked
package io.commonweight.registry.account;

import org.jspecify.annotations.NullMarked;
