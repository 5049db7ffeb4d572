package io.commonweight.registry.repo;

/** What a commit does to the files of a revision. */
public sealed interface Change {

  /** Puts a file, new or not. */
  record Put(FilePath path, FileContent content) implements Change {}

  /** Deletes a file, which must be there. */
  record DeleteFile(FilePath path) implements Change {}

  /** Deletes a folder with all that is in it; one that is not there is deleted already. */
  record DeleteFolder(FilePath path) implements Change {}
}
