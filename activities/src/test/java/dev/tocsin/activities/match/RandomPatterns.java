package dev.tocsin.activities.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/** Patterns and details out of few names and values, so that they often meet. */
final class RandomPatterns {
  private static final List<String> TYPES = List.of("a", "A", "b", "c");
  private static final List<String> FIELDS = List.of("x", "y", "z");
  private final Random random;

  RandomPatterns(Random random) {
    this.random = random;
  }

  String type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  String pattern() {
    StringJoiner fields = new StringJoiner(",", "{", "}");
    if (random.nextInt(3) > 0) {
      fields.add(
          "\"detail-type\":"
              + (random.nextInt(4) == 0
                  ? "[\"" + type() + "\",{\"prefix\":\"" + type() + "\"}]"
                  : "[\"" + type() + "\",\"" + type() + "\"]"));
    }
    if (random.nextInt(3) == 0) {
      fields.add("\"severity\":[\"HIGH\",\"LOW\"]");
    }
    if (random.nextInt(5) == 0) {
      fields.add("\"$or\":[{\"detail-type\":[\"" + type() + "\"]},{\"detail\":" + detail(1) + "}]");
    }
    if (random.nextInt(3) > 0 || fields.length() == 2) {
      fields.add("\"detail\":" + detail(0));
    }
    return fields.toString();
  }

  private String detail(int depth) {
    StringJoiner fields = new StringJoiner(",", "{", "}");
    for (String name : some()) {
      fields.add(
          "\"" + name + "\":" + (depth < 2 && random.nextBoolean() ? detail(depth + 1) : values()));
    }
    return fields.toString();
  }

  private String values() {
    return switch (random.nextInt(8)) {
      case 0 -> "[{\"exists\":true}]";
      case 1 -> "[{\"exists\":false}]";
      case 2 -> "[{\"prefix\":\"v\"}]";
      case 3 -> "[{\"anything-but\":[\"v1\",\"v2\"]}]";
      case 4 -> "[{\"numeric\":[\">\",2]}]";
      case 5 -> "[null,true,\"v3\"]";
      case 6 -> "[" + random.nextInt(5) + ",\"v" + random.nextInt(5) + "\"]";
      default -> "[\"v" + random.nextInt(5) + "\"]";
    };
  }

  /** Details; {@code longest} bounds the arrays, which make the matched document wide. */
  String details(int longest) {
    return object(0, longest);
  }

  private String object(int depth, int longest) {
    StringJoiner fields = new StringJoiner(",", "{", "}");
    for (String name : some()) {
      fields.add("\"" + name + "\":" + value(depth + 1, longest));
    }
    return fields.toString();
  }

  private String value(int depth, int longest) {
    int kind = random.nextInt(depth < 4 ? 4 : 2);
    if (kind == 2) {
      return object(depth, longest);
    }
    if (kind == 3) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      int length = random.nextInt(longest + 1);
      for (int i = 0; i < length; i++) {
        elements.add(value(depth + 1, Math.min(longest, 3)));
      }
      return elements.toString();
    }
    return switch (random.nextInt(7)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> "" + random.nextInt(5);
      case 3 -> random.nextInt(5) + ".0";
      default -> "\"v" + random.nextInt(5) + "\"";
    };
  }

  private List<String> some() {
    List<String> names = new ArrayList<>(FIELDS);
    names.removeIf(name -> random.nextInt(3) == 0);
    return names.isEmpty() ? List.of("x") : names;
  }
}
