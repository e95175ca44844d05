package dev.tocsin.activities.eventtype;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.Optional;

/**
 * Regular expressions by RE2, whose time is linear in the text: none can hang the door. RE2 has no
 * look-around and no back-references.
 */
final class LinearPatterns implements RegularExpressionFactory {
  /** The largest compiled program, in instructions; a text costs so many steps per character. */
  static final int LARGEST_PROGRAM = 1_000;

  @Override
  public RegularExpression getRegularExpression(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return text -> pattern.matcher(text).find();
  }

  /** How many instructions it compiles to; 1 where it does not compile. */
  static int size(String regex) {
    try {
      return Pattern.compile(regex).programSize();
    } catch (PatternSyntaxException invalid) {
      return 1;
    }
  }

  /** Why it is not taken. */
  static Optional<String> faultOf(String regex) {
    try {
      return Pattern.compile(regex).programSize() <= LARGEST_PROGRAM
          ? Optional.empty()
          : Optional.of("the regular expression is too large; make its counts smaller");
    } catch (PatternSyntaxException invalid) {
      return Optional.of(
          "the regular expression is not one of RE2 (no look-around, no back-references): "
              + invalid.getDescription());
    }
  }
}
