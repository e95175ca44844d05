package dev.tocsin.standalone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that finds nothing must be one that could. */
class PlantedSecretsTest {
  @TempDir Path folder;

  @Test
  void aTextIsFoundInPlainAndWhereverItBeginsInBase64() throws Exception {
    Path file = folder.resolve("some.db");
    Files.write(file, "…before planted-text after".getBytes(UTF_8));
    assertThat(found("planted-text", "other")).containsExactly("planted-text");
    for (String before : new String[] {"", "a", "ab", "abc", "abcd"}) {
      for (String after : new String[] {"", "x", "xy", "xyz"}) {
        byte[] whole = (before + "planted-text" + after).getBytes(UTF_8);
        Files.write(file, Base64.getEncoder().encode(whole));
        assertThat(found("planted-text", "other")).containsExactly("planted-text");
      }
    }
  }

  private List<String> found(String... texts) {
    return PlantedSecrets.foundIn(PlantedSecrets.bytesBelow(folder), texts);
  }
}
