package io.commonweight.registry.hub;

import java.util.List;

/**
 * The question about some paths.
 *
 * @param paths the paths
 * @param expand whether to tell the commits that changed them last
 */
record PathsQuery(List<String> paths, boolean expand) {}
