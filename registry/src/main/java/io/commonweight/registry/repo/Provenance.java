package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;

/**
 * The log's side of a revision.
 *
 * @param federation whose log it stands in
 * @param sequence counts the federation's releases, from 0
 * @param release the digest of the release statement
 * @param index the index of the log entry with which the release came into force
 */
public record Provenance(String federation, int sequence, Sha256 release, long index) {}
