/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.util.EnumMap;
import java.util.List;

/**
 * Numbers of the constants of an enum in journals.
 *
 * <p>They are kept apart from the order in which the constants are declared, so that old journals
 * stay readable: a new constant is added at the end of the list here, wherever it is declared.
 */
final class EnumCode<E extends Enum<E>> {

  private final List<E> byCode;
  private final EnumMap<E, Integer> codes;

  @SafeVarargs
  @SuppressWarnings("varargs")
  EnumCode(Class<E> type, E... inOrderOfCode) {
    byCode = List.of(inOrderOfCode);
    codes = new EnumMap<>(type);
    byCode.forEach(value -> codes.put(value, codes.size()));
    if (codes.size() != type.getEnumConstants().length || codes.size() != byCode.size()) {
      throw new IllegalStateException("every constant needs one code: " + byCode);
    }
  }

  void write(BinaryWriter out, E value) {
    out.writeByte(codeOf(value));
  }

  int codeOf(E value) {
    Integer code = codes.get(value);
    if (code == null) {
      throw new IllegalArgumentException("no code for " + value);
    }
    return code;
  }

  E read(BinaryReader in) {
    return ofCode(in.readByte());
  }

  E ofCode(int code) {
    if (code < 0 || code >= byCode.size()) {
      throw new IllegalArgumentException(
          "code must lie between 0 and " + (byCode.size() - 1) + " for " + byCode + ": " + code);
    }
    return byCode.get(code);
  }
}
