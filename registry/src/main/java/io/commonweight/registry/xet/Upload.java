package io.commonweight.registry.xet;

import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.RepoType;
import java.time.Instant;

/**
 * What a token for uploads permits.
 *
 * @param account who uploads
 * @param type what the repo holds
 * @param repo where the files are brought to
 * @param revision the name of the branch that they are for
 * @param expiresAt when it ends, in whole seconds
 */
record Upload(long account, RepoType type, RepoId repo, String revision, Instant expiresAt) {}
