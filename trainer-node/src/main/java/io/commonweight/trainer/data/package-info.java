/**
 * Robot recordings on disk: reads and writes LeRobotDataset v3.0 folders, and refuses the ones that
 * contradict themselves.
 */
@NullMarked
package io.commonweight.trainer.data;

import org.jspecify.annotations.NullMarked;
