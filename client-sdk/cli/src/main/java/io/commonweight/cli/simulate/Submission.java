package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Update;
import java.nio.file.Path;

/**
 * An update that a node made.
 *
 * @param update what the node signs
 * @param file its integers, which the update commits to
 */
record Submission(Node node, Update update, Path file) {}
