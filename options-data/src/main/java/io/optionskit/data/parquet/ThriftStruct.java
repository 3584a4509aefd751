/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one structure in Thrift's compact protocol, in which Parquet files describe themselves.
 * Fields are put in ascending order of their numbers.
 */
final class ThriftStruct {

  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteSink out;
  private int last;

  private ThriftStruct(ByteSink out) {
    this.out = out;
  }

  static void write(ByteSink out, Consumer<ThriftStruct> fields) {
    fields.accept(new ThriftStruct(out));
    out.put(0);
  }

  void bool(int field, boolean value) {
    header(field, value ? TRUE : FALSE);
  }

  void i32(int field, int value) {
    header(field, I32);
    zigzag(out, value);
  }

  void i64(int field, long value) {
    header(field, I64);
    zigzag(out, value);
  }

  void text(int field, String value) {
    binary(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void binary(int field, byte[] value) {
    header(field, BINARY);
    out.putVarint(value.length);
    out.put(value);
  }

  void struct(int field, Consumer<ThriftStruct> fields) {
    header(field, STRUCT);
    write(out, fields);
  }

  <T> void structs(int field, List<T> values, BiConsumer<ThriftStruct, T> fields) {
    list(field, STRUCT, values.size());
    values.forEach(value -> write(out, struct -> fields.accept(struct, value)));
  }

  void i32s(int field, List<Integer> values) {
    list(field, I32, values.size());
    values.forEach(value -> zigzag(out, value));
  }

  void texts(int field, List<String> values) {
    list(field, BINARY, values.size());
    for (String value : values) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      out.putVarint(utf8.length);
      out.put(utf8);
    }
  }

  private void list(int field, int type, int size) {
    header(field, LIST);
    if (size < 15) {
      out.put((size << 4) | type);
    } else {
      out.put(0xF0 | type);
      out.putVarint(size);
    }
  }

  private void header(int field, int type) {
    if (field <= last || field - last > 15) {
      throw new IllegalStateException("field " + field + " cannot follow field " + last);
    }
    out.put(((field - last) << 4) | type);
    last = field;
  }

  private static void zigzag(ByteSink out, long value) {
    out.putVarint((value << 1) ^ (value >> 63));
  }
}
