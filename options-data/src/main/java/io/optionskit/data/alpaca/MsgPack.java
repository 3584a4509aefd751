/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * MessagePack, read and written as the JSON that it stands for. Its times become texts in the form
 * of RFC 3339, which is how the JSON of the same server has them.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 *     specification</a>
 */
final class MsgPack {

  private static final int DEEPEST = 32;
  private static final int TIMESTAMP = -1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ByteBuffer in;

  private MsgPack(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Reads one value.
   *
   * @throws ProviderException {@code BAD_DATA} if the bytes are not exactly one value
   */
  static JsonNode read(byte[] bytes) {
    MsgPack reader = new MsgPack(ByteBuffer.wrap(bytes));
    try {
      JsonNode value = reader.value(0);
      if (reader.in.hasRemaining()) {
        throw broken(reader.in.remaining() + " bytes too many");
      }
      return value;
    } catch (BufferUnderflowException e) {
      throw broken("it ends too early");
    }
  }

  private static ProviderException broken(String what) {
    return new ProviderException(
        Reason.BAD_DATA, "alpaca sent a binary message that is broken: " + what);
  }

  private JsonNode value(int depth) {
    if (depth > DEEPEST) {
      throw broken("more than " + DEEPEST + " levels");
    }
    int head = in.get() & 0xFF;
    if (head < 0x80) {
      return NODES.numberNode(head);
    } else if (head < 0x90) {
      return object(head & 0x0F, depth);
    } else if (head < 0xA0) {
      return array(head & 0x0F, depth);
    } else if (head < 0xC0) {
      return NODES.textNode(text(head & 0x1F));
    } else if (head >= 0xE0) {
      return NODES.numberNode(head - 0x100);
    }
    return switch (head) {
      case 0xC0 -> NODES.nullNode();
      case 0xC2 -> NODES.booleanNode(false);
      case 0xC3 -> NODES.booleanNode(true);
      case 0xC4 -> NODES.binaryNode(bytes(in.get() & 0xFF));
      case 0xC5 -> NODES.binaryNode(bytes(in.getShort() & 0xFFFF));
      case 0xC6 -> NODES.binaryNode(bytes(length()));
      case 0xC7 -> extension(in.get() & 0xFF);
      case 0xC8 -> extension(in.getShort() & 0xFFFF);
      case 0xC9 -> extension(length());
      case 0xCA -> NODES.numberNode(in.getFloat());
      case 0xCB -> NODES.numberNode(in.getDouble());
      case 0xCC -> NODES.numberNode(in.get() & 0xFF);
      case 0xCD -> NODES.numberNode(in.getShort() & 0xFFFF);
      case 0xCE -> NODES.numberNode(in.getInt() & 0xFFFF_FFFFL);
      case 0xCF -> unsigned(in.getLong());
      case 0xD0 -> NODES.numberNode(in.get());
      case 0xD1 -> NODES.numberNode(in.getShort());
      case 0xD2 -> NODES.numberNode(in.getInt());
      case 0xD3 -> NODES.numberNode(in.getLong());
      case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> extension(1 << (head - 0xD4));
      case 0xD9 -> NODES.textNode(text(in.get() & 0xFF));
      case 0xDA -> NODES.textNode(text(in.getShort() & 0xFFFF));
      case 0xDB -> NODES.textNode(text(length()));
      case 0xDC -> array(in.getShort() & 0xFFFF, depth);
      case 0xDD -> array(length(), depth);
      case 0xDE -> object(in.getShort() & 0xFFFF, depth);
      case 0xDF -> object(length(), depth);
      default -> throw broken("no value begins with byte " + head);
    };
  }

  private static JsonNode unsigned(long bits) {
    return bits >= 0
        ? NODES.numberNode(bits)
        : NODES.numberNode(BigInteger.valueOf(bits).add(BigInteger.ONE.shiftLeft(64)));
  }

  /** Reads a length of 32 bits, which cannot be more than there are bytes. */
  private int length() {
    long length = in.getInt() & 0xFFFF_FFFFL;
    if (length > in.remaining()) {
      throw broken("a part of " + length + " bytes or more in " + in.remaining());
    }
    return (int) length;
  }

  private ArrayNode array(int size, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < size; i++) {
      array.add(value(depth + 1));
    }
    return array;
  }

  private ObjectNode object(int size, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < size; i++) {
      JsonNode key = value(depth + 1);
      if (!key.isTextual()) {
        throw broken("a name must be a text");
      }
      object.set(key.textValue(), value(depth + 1));
    }
    return object;
  }

  private byte[] bytes(int size) {
    if (size > in.remaining()) {
      throw broken("a part of " + size + " bytes in " + in.remaining());
    }
    byte[] bytes = new byte[size];
    in.get(bytes);
    return bytes;
  }

  private String text(int size) {
    byte[] bytes = bytes(size);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw broken("a text is not UTF-8");
    }
  }

  private JsonNode extension(int size) {
    int type = in.get();
    ByteBuffer data = ByteBuffer.wrap(bytes(size));
    if (type != TIMESTAMP) {
      throw broken("no extension is known of type " + type);
    }
    try {
      return NODES.textNode(time(data).toString());
    } catch (DateTimeException | ArithmeticException e) {
      throw broken("a time out of all bounds");
    }
  }

  private static Instant time(ByteBuffer data) {
    return switch (data.remaining()) {
      case 4 -> Instant.ofEpochSecond(data.getInt() & 0xFFFF_FFFFL);
      case 8 -> {
        long bits = data.getLong();
        yield Instant.ofEpochSecond(bits & 0x3_FFFF_FFFFL, bits >>> 34);
      }
      case 12 -> {
        long nanos = data.getInt() & 0xFFFF_FFFFL;
        yield Instant.ofEpochSecond(data.getLong(), nanos);
      }
      default -> throw broken("a time of " + data.remaining() + " bytes");
    };
  }

  /** Writes objects, lists, texts and whole numbers, which is all that this side says. */
  static byte[] write(JsonNode value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(value, out);
    return out.toByteArray();
  }

  private static void write(JsonNode value, ByteArrayOutputStream out) {
    if (value.isObject()) {
      head(out, value.size(), 0x80, 15, 0, 0xDE);
      value
          .properties()
          .forEach(
              field -> {
                write(NODES.textNode(field.getKey()), out);
                write(field.getValue(), out);
              });
    } else if (value.isArray()) {
      head(out, value.size(), 0x90, 15, 0, 0xDC);
      value.forEach(element -> write(element, out));
    } else if (value.isTextual()) {
      byte[] text = value.textValue().getBytes(StandardCharsets.UTF_8);
      head(out, text.length, 0xA0, 31, 0xD9, 0xDA);
      out.writeBytes(text);
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      out.write(0xD3);
      out.writeBytes(ByteBuffer.allocate(8).putLong(value.longValue()).array());
    } else if (value.isNumber()) {
      out.write(0xCB);
      out.writeBytes(ByteBuffer.allocate(8).putDouble(value.doubleValue()).array());
    } else {
      out.write(0xC0);
    }
  }

  /** Writes the length of a value: short, in a byte where its kind has that, or in two bytes. */
  private static void head(
      ByteArrayOutputStream out, int size, int small, int mostSmall, int inByte, int inTwo) {
    if (size <= mostSmall) {
      out.write(small | size);
    } else if (inByte != 0 && size <= 0xFF) {
      out.write(inByte);
      out.write(size);
    } else if (size <= 0xFFFF) {
      out.write(inTwo);
      out.write(size >>> 8);
      out.write(size);
    } else {
      throw new IllegalArgumentException("a message must have at most 65535 parts: " + size);
    }
  }
}
