/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gives damaged copies of a body: values exchanged for odd ones or for one another, members, rows
 * and cells dropped, repeated and swapped, pieces cut off, and bytes changed without any sense. The
 * same seed gives the same copies. Used by one thread.
 */
final class Damage {

  /** A key that no message, log or report may ever show. */
  static final String SECRET = "db-CANARYcanary0123456789abcdefgh";

  private static final List<String> ODD_JSON =
      List.of(
          "null",
          "[]",
          "{}",
          "[null]",
          "-1",
          "0",
          "-0.0",
          "0.5",
          "1e-5",
          "1.0E-5",
          "1e308",
          "1e-320",
          "1e999",
          "1e9999999999",
          "NaN",
          "Infinity",
          "-Infinity",
          "\"\"",
          "\" \"",
          "\"NaN\"",
          "\"-99.99\"",
          "\"1E999999999\"",
          "\"1E-999999999\"",
          "1E-999999999",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551616",
          "2147483648",
          "true",
          "\"0001-01-01T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"9999-12-31\"",
          "\"2025-02-30\"",
          "\"2025-02-28\"",
          "\"\\u0000\"",
          "\"\\r\\nINFO forged\"",
          "\"\\u001b[31m\"",
          "\"https://evil.example/a\"",
          "\"//evil.example/a\"",
          "\"null\"");
  private static final List<String> ODD_CELLS =
      List.of(
          "",
          " ",
          ".",
          "-",
          "\"",
          "\"\"",
          "NaN",
          "nan",
          "Infinity",
          "null",
          "None",
          "-1",
          "0",
          "-0.0",
          "1e-5",
          "1e308",
          "1e-320",
          "1e999",
          "1E999999999",
          "1E-999999999",
          "-99.99",
          "9223372036854775808",
          "0x10",
          "1d",
          "1_000",
          "1,000",
          "0001-01-01",
          "9999-12-31",
          "2025-02-30",
          "20250230",
          "+999999999-12-31",
          "24:00:00",
          "a,b",
          "\n",
          "\u0000",
          "\uFEFF",
          "\u0661");

  private final byte[] body;
  private final SplittableRandom random;
  private final List<byte[]> odd = new ArrayList<>();
  private final Parts parts;

  /**
   * Creates the damage of a body.
   *
   * @param withSecret whether {@link #SECRET} is among the odd values
   */
  Damage(byte[] body, long seed, boolean withSecret) {
    this.body = body;
    random = new SplittableRandom(seed);
    parts = Parts.of(body);
    for (String text : parts.isJson() ? ODD_JSON : ODD_CELLS) {
      odd.add(text.getBytes(StandardCharsets.UTF_8));
    }
    if (withSecret) {
      String quote = parts.isJson() ? "\"" : "";
      odd.add((quote + SECRET + quote).getBytes(StandardCharsets.UTF_8));
      odd.add((quote + "the key " + SECRET + " is wrong" + quote).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns the next damaged copy. */
  byte[] next() {
    byte[] damaged = body;
    if (parts.size() > 0 && random.nextInt(4) > 0) {
      damaged = withEdits(1 + random.nextInt(3));
      if (random.nextInt(6) > 0) {
        return damaged;
      }
    }
    for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
      damaged = withoutSense(damaged);
    }
    return damaged;
  }

  private record Edit(int from, int to, byte[] text) {}

  private byte[] withEdits(int times) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      edits.addAll(edits(random.nextInt(parts.size())));
    }
    edits.sort(Comparator.comparingInt(Edit::from));
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
    int at = 0;
    for (Edit edit : edits) {
      if (edit.from >= at) {
        out.write(body, at, edit.from - at);
        out.writeBytes(edit.text);
        at = edit.to;
      }
    }
    out.write(body, at, body.length - at);
    return out.toByteArray();
  }

  private List<Edit> edits(int part) {
    int from = parts.from(part);
    int to = parts.to(part);
    int other = parts.sibling(part, random);
    return switch (random.nextInt(11)) {
      case 0 -> List.of(new Edit(parts.name(part), parts.endOfMember(part), new byte[0]));
      case 1 -> {
        byte[] member = slice(parts.name(part), to);
        yield List.of(new Edit(parts.name(part), parts.name(part), parts.joined(part, member)));
      }
      case 2 -> swapped(part, other);
      case 3 -> swapped(part, random.nextInt(parts.size()));
      case 4 -> List.of(new Edit(from, to, slice(parts.from(other), parts.to(other))));
      case 5 -> List.of(new Edit(from, to, tweaked(slice(from, to))));
      case 6 -> {
        int name = parts.name(part) + (parts.isJson() ? 1 : 0);
        boolean isNamed = name < from;
        yield List.of(new Edit(name, name, new byte[] {isNamed ? (byte) 'x' : (byte) '-'}));
      }
      default -> List.of(new Edit(from, to, odd.get(random.nextInt(odd.size()))));
    };
  }

  private List<Edit> swapped(int one, int other) {
    return List.of(
        new Edit(parts.from(one), parts.to(one), slice(parts.from(other), parts.to(other))),
        new Edit(parts.from(other), parts.to(other), slice(parts.from(one), parts.to(one))));
  }

  /** Makes a value another one of its kind: negative, larger, smaller, of another type. */
  private byte[] tweaked(byte[] value) {
    String text = new String(value, StandardCharsets.ISO_8859_1);
    boolean isText = text.startsWith("\"") && text.endsWith("\"") && text.length() > 1;
    String inside = isText ? text.substring(1, text.length() - 1) : text;
    String quote = isText ? "\"" : "";
    String other =
        switch (random.nextInt(9)) {
          case 0 -> quote + "-" + inside + quote;
          case 1 -> quote + inside + "000000" + quote;
          case 2 -> quote + inside + "e-7" + quote;
          case 3 -> quote + inside + ".5" + quote;
          case 4 -> isText ? inside : "\"" + text + "\"";
          case 5 -> quote + "0" + inside + quote;
          case 6 -> quote + inside.toLowerCase(java.util.Locale.ROOT) + quote;
          case 7 -> quote + withOtherDigit(inside) + quote;
          default -> quote + " " + inside + " " + quote;
        };
    return other.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String withOtherDigit(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int tries = 0; tries < 8 && !text.isEmpty(); tries++) {
      int at = random.nextInt(text.length());
      if (Character.isDigit(text.charAt(at))) {
        changed.setCharAt(at, (char) ('0' + random.nextInt(10)));
        break;
      }
    }
    return changed.toString();
  }

  private byte[] withoutSense(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(12), bytes.length - at);
    switch (random.nextInt(7)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        return replaced(bytes, at, at + length, new byte[0]);
      }
      case 2 -> {
        return replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
      }
      case 3 -> {
        return replaced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      }
      default -> {
        byte[] changed = bytes.clone();
        changed[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) (changed[at] ^ (1 << random.nextInt(8)));
        return changed;
      }
    }
  }

  private byte[] slice(int from, int to) {
    return Arrays.copyOfRange(body, from, to);
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] text) {
    byte[] changed = new byte[bytes.length - (to - from) + text.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(text, 0, changed, from, text.length);
    System.arraycopy(bytes, to, changed, from + text.length, bytes.length - to);
    return changed;
  }

  /** Where the values of a body are: those of JSON with their names, or lines and their cells. */
  private record Parts(
      boolean isJson,
      List<int[]> spans, // name, from, to, container
      List<List<Integer>> containers) {

    static Parts of(byte[] body) {
      Parts json = new Parts(true, new ArrayList<>(), new ArrayList<>());
      byte first = firstByte(body);
      if (first == '{' || first == '[') {
        try {
          json.addAllJson(body);
          return json;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          return new Parts(true, List.of(), List.of()); // recorded broken: only bytes are changed
        }
      }
      Parts cells = new Parts(false, new ArrayList<>(), new ArrayList<>());
      if (first > 0) {
        cells.addCells(body);
      }
      return cells;
    }

    int size() {
      return spans.size();
    }

    int name(int part) {
      return spans.get(part)[0];
    }

    int from(int part) {
      return spans.get(part)[1];
    }

    int to(int part) {
      return spans.get(part)[2];
    }

    int sibling(int part, SplittableRandom random) {
      List<Integer> siblings = containers.get(spans.get(part)[3]);
      return siblings.get(random.nextInt(siblings.size()));
    }

    /** Returns where a member ends together with what parts it from the next. */
    int endOfMember(int part) {
      List<Integer> siblings = containers.get(spans.get(part)[3]);
      int next = Collections.binarySearch(siblings, part, Comparator.comparingInt(this::from)) + 1;
      return next < siblings.size() ? name(siblings.get(next)) : to(part);
    }

    byte[] joined(int part, byte[] member) {
      byte[] joined = Arrays.copyOf(member, member.length + 1);
      joined[member.length] =
          (byte) (spans.get(part)[3] == 0 ? '\n' : ','); // lines are of container 0
      return joined;
    }

    private static byte firstByte(byte[] body) {
      for (byte b : body) {
        if (b > ' ') {
          return b;
        }
      }
      return 0;
    }

    private void addAllJson(byte[] body) {
      containers.add(new ArrayList<>());
      int at = blanks(body, 0);
      while (at < body.length) {
        at = blanks(body, value(body, at, at, 0));
      }
    }

    private int value(byte[] body, int name, int from, int container) {
      int[] span = {name, from, from, container};
      containers.get(container).add(spans.size());
      spans.add(span);
      span[2] =
          switch (body[from]) {
            case '{', '[' -> members(body, from);
            case '"' -> endOfText(body, from);
            default -> endOfWord(body, from);
          };
      return span[2];
    }

    private int members(byte[] body, int from) {
      int container = containers.size();
      containers.add(new ArrayList<>());
      byte close = (byte) (body[from] == '{' ? '}' : ']');
      int at = blanks(body, from + 1);
      while (body[at] != close) {
        int name = at;
        if (close == '}') {
          at = blanks(body, blanks(body, endOfText(body, at)) + 1); // over the colon
        }
        at = blanks(body, value(body, name, at, container));
        at = body[at] == ',' ? blanks(body, at + 1) : at;
      }
      return at + 1;
    }

    private static int endOfText(byte[] body, int from) {
      int at = from + 1;
      while (body[at] != '"') {
        at += body[at] == '\\' ? 2 : 1;
      }
      return at + 1;
    }

    private static int endOfWord(byte[] body, int from) {
      int at = from;
      while (at < body.length && ",]} \r\n\t".indexOf(body[at]) < 0) {
        at++;
      }
      if (at == from) {
        throw new IllegalArgumentException("no JSON at " + at);
      }
      return at;
    }

    private static int blanks(byte[] body, int from) {
      int at = from;
      while (at < body.length && body[at] <= ' ' && body[at] >= 0) {
        at++;
      }
      return at;
    }

    private void addCells(byte[] body) {
      containers.add(new ArrayList<>());
      int from = 0;
      for (int at = 0; at <= body.length; at++) {
        if (at == body.length || body[at] == '\n') {
          addLine(body, from, at);
          from = at + 1;
        }
      }
    }

    private void addLine(byte[] body, int from, int to) {
      containers.get(0).add(spans.size());
      spans.add(new int[] {from, from, to, 0});
      int container = containers.size();
      containers.add(new ArrayList<>());
      int start = from;
      for (int at = from; at <= to; at++) {
        if (at == to || body[at] == ',' || body[at] == ';') {
          containers.get(container).add(spans.size());
          spans.add(new int[] {start, start, at, container});
          start = at + 1;
        }
      }
    }
  }
}
