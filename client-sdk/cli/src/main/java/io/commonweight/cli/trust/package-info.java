/** The charters a person has pinned: the only anchors that pull and verify believe. */
@NullMarked
package io.commonweight.cli.trust;

import org.jspecify.annotations.NullMarked;
