package io.commonweight.sdk.foreign;

/**
 * How a program ended.
 *
 * @param exitCode 0 if it is content
 * @param output what it wrote, standard error included
 */
public record Run(int exitCode, String output) {}
