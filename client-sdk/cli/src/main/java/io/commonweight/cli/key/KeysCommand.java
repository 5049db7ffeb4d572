package io.commonweight.cli.key;

import picocli.CommandLine.Command;

/** {@code commonweight keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Make, show, delegate, replace and revoke the keys of an organization.",
    subcommands = {
      GenerateKeys.class,
      ShowKeys.class,
      DelegateKeys.class,
      RotateKey.class,
      RevokeKey.class
    })
public final class KeysCommand {}
