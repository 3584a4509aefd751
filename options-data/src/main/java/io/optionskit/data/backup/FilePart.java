/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Some bytes of a file as a body of a request, read while it is sent. */
final class FilePart extends RequestBody {

  private static final int PIECE = 1 << 16;

  private final Path file;
  private final long from;
  private final long length;

  FilePart(Path file, long from, long length) {
    this.file = file;
    this.from = from;
    this.length = length;
  }

  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = Channels.newInputStream(channel.position(from))) {
      byte[] piece = new byte[PIECE];
      long left = length;
      while (left > 0) {
        int read = in.read(piece, 0, (int) Math.min(PIECE, left));
        if (read < 0) {
          throw new IOException(file + " became shorter while it was sent");
        }
        sink.write(piece, 0, read);
        left -= read;
      }
    }
  }
}
