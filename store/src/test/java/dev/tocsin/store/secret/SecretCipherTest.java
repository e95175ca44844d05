package dev.tocsin.store.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretCipherTest {
  private static final String OLD = SecretKeys.newKey("old");
  private static final String NEW = SecretKeys.newKey("new");
  private static final byte[] SECRET = "a secret of some length".getBytes(UTF_8);
  private static final String OWNER = "sub_1/v1";

  @Test
  void opensWhatItSealed() {
    String sealed = cipher(OLD).seal(OWNER, SECRET);

    assertThat(sealed).startsWith("v1:old:").doesNotContain("secret");
    assertThat(cipher(OLD).open(OWNER, sealed)).isEqualTo(SECRET);
  }

  @Test
  void sealsTheSameNeverTheSameWay() {
    Set<String> sealed = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      sealed.add(cipher(OLD).seal(OWNER, SECRET).split(":")[2]);
    }
    assertThat(sealed).hasSize(100);
  }

  @Test
  void theFirstKeySealsAndAllOpen() {
    String before = cipher(OLD).seal(OWNER, SECRET);
    SecretCipher both = cipher(NEW + "," + OLD);

    assertThat(both.open(OWNER, before)).isEqualTo(SECRET);
    assertThat(cipher(NEW).open(OWNER, both.seal(OWNER, SECRET))).isEqualTo(SECRET);
  }

  @Test
  void saysWhichKeyIsMissing() {
    String sealed = cipher(OLD).seal(OWNER, SECRET);

    assertThatThrownBy(() -> cipher(NEW).open(OWNER, sealed))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessage("The secret of sub_1/v1 is encrypted under the key old, not among ours");
  }

  @Test
  void opensNothingThatWasMovedOrChanged() {
    String sealed = cipher(OLD).seal(OWNER, SECRET);
    SecretCipher cipher = cipher(OLD + ",copy" + OLD.substring(3));

    assertUnreadable(cipher, "sub_2/v1", sealed);
    assertUnreadable(cipher, "sub_1/v1a", sealed);
    assertUnreadable(cipher, OWNER, sealed.replace(":old:", ":copy:"));
    assertUnreadable(cipher, OWNER, changed(sealed, sealed.lastIndexOf(':') + 1));
    assertUnreadable(cipher, OWNER, changed(sealed, sealed.length() - 3));
    assertUnreadable(cipher, OWNER, changed(sealed, "v1:old:".length()));
    for (String foreign :
        new String[] {"", "v1:old:::", "v2" + sealed.substring(2), "v1:old:!:!"}) {
      assertUnreadable(cipher, OWNER, foreign);
    }
  }

  private static void assertUnreadable(SecretCipher cipher, String owner, String sealed) {
    assertThatThrownBy(() -> cipher.open(owner, sealed))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessageContaining(owner);
  }

  private static String changed(String sealed, int at) {
    char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
    return sealed.substring(0, at) + other + sealed.substring(at + 1);
  }

  private static SecretCipher cipher(String keys) {
    return new SecretCipher(SecretKeys.parse(keys));
  }
}
