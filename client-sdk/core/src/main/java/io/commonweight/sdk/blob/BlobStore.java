package io.commonweight.sdk.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A store of objects under keys. Every object appears whole or not at all, and replacing one is
 * atomic: a reader sees the old content or the new.
 *
 * <p>Keys are {@link ObjectKey} paths such as {@code blobs/sha256/ab/cd/abcd…}; a method that is
 * given another one throws {@link IllegalArgumentException}. No key is the folder of another.
 * Stores are safe for use by many threads and by many processes at once.
 */
public interface BlobStore {

  /**
   * Stores an object durably, replacing one that is there.
   *
   * @param content read to {@code sizeBytes}, never closed
   * @throws java.io.EOFException if the content ends early; nothing is stored then
   */
  void put(String key, InputStream content, long sizeBytes) throws IOException;

  /**
   * Opens a range of an object.
   *
   * @param offset first byte; at or behind the end there is nothing to read
   * @param length most bytes to read
   * @return the bytes there are in that range; empty if there is no such object
   */
  Optional<InputStream> open(String key, long offset, long length) throws IOException;

  /**
   * The file of this machine that holds an object, for those who can have it sent without copying.
   * It never changes; replacing or deleting the object leaves who has it open what they read.
   *
   * @return empty if there is no such object, or this store keeps no files here
   */
  Optional<Path> file(String key);

  /** The size of an object in bytes; empty if there is no such object. */
  OptionalLong size(String key) throws IOException;

  /** Deletes an object; one that is not there is deleted already. */
  void delete(String key) throws IOException;

  /** The keys of all objects whose keys begin with a prefix, sorted. */
  List<String> list(String prefix) throws IOException;

  /**
   * Moves an object, replacing one that is at the target.
   *
   * @throws java.io.FileNotFoundException if there is nothing to move
   */
  void move(String from, String to) throws IOException;

  /** Begins to upload an object in parts. Nothing is visible under its key before it completes. */
  UploadSession begin(String key) throws IOException;

  /**
   * Takes up a session again, also in another process.
   *
   * @param id what {@link UploadSession#id} told
   */
  UploadSession resume(String key, String id);
}
