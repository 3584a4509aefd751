/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The folder of a journal, as little of it as is needed, so that tests can put a failing disk
 * behind it.
 */
interface JournalFiles {

  /** Returns what to call the folder in messages. */
  String description();

  /**
   * Creates the folder if it is not there and keeps other writers out until the result is closed.
   */
  Closeable lock() throws IOException;

  /**
   * Returns the names of all files in the folder, in ascending order; none if there is no folder.
   */
  List<String> list() throws IOException;

  /** Creates an empty file, which must not exist. */
  Output create(String name) throws IOException;

  Input open(String name) throws IOException;

  /** Cuts a file and brings its new length to stable storage. */
  void truncate(String name, long size) throws IOException;

  void delete(String name) throws IOException;

  /**
   * Gives a file another name, in a sub-folder that is created if needed if the name has a slash.
   */
  void move(String name, String newName) throws IOException;

  /** Brings the list of files to stable storage. */
  void forceFolder() throws IOException;

  /** A file that grows at its end. */
  interface Output extends Closeable {

    void write(byte[] bytes, int from, int length) throws IOException;

    /** Brings everything written to stable storage. */
    void force() throws IOException;
  }

  /** A file that is read from any place. */
  interface Input extends Closeable {

    long size() throws IOException;

    /**
     * Reads up to {@code length} bytes, at least one unless the place is at or behind the end: then
     * −1.
     */
    int read(long position, byte[] into, int from, int length) throws IOException;
  }
}
