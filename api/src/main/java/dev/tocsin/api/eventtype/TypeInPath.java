package dev.tocsin.api.eventtype;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name and version that a path names.
 *
 * @param name lower-cased, as an event's type is
 */
record TypeInPath(String name, int version) {
  static final String RULE =
      "the path must be /event-types/{name}/versions/{n} with a name of 1 to 255 characters and a"
          + " whole number from 1";

  private static final int LONGEST_NAME = 255;
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  /** Empty where no type can have that name, or no version that number. */
  static Optional<TypeInPath> of(String name, String version) {
    if (name.length() > LONGEST_NAME
        || name.indexOf('\0') >= 0
        || !VERSION.matcher(version).matches()) {
      return Optional.empty();
    }
    return Optional.of(new TypeInPath(name.toLowerCase(Locale.ROOT), Integer.parseInt(version)));
  }
}
