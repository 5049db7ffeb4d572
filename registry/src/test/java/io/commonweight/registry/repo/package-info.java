/** Tests of model repos, and a repo to test others with. */
@NullMarked
package io.commonweight.registry.repo;

import org.jspecify.annotations.NullMarked;
