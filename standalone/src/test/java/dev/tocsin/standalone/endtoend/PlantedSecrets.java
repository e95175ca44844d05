package dev.tocsin.standalone.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Texts that are nowhere else, one for each way by which something may get into a database. */
final class PlantedSecrets {
  final String details = planted("details");
  final String title = planted("title");
  final String correlationId = planted("correlation");
  final String answer = planted("answer");
  final String host = planted("host");

  private static String planted(String where) {
    return where + "-" + UUID.randomUUID();
  }

  /** What of these texts is in a text, in plain or in base64. */
  static List<String> foundIn(String bytes, String... texts) {
    List<String> found = new ArrayList<>();
    for (String text : texts) {
      if (forms(text).stream().anyMatch(bytes::contains)) {
        found.add(text);
      }
    }
    return found;
  }

  /** As it is, and as base64 shows it at each of the three places where it may begin. */
  static List<String> forms(String text) {
    List<String> forms = new ArrayList<>(List.of(text));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = ("\0".repeat(before) + text).getBytes(UTF_8);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The characters at both ends also hold bits of what stands around it.
      int end = base64.length() - (shifted.length % 3 == 0 ? 0 : 1);
      forms.add(base64.substring(before == 0 ? 0 : before + 1, end));
    }
    return forms;
  }

  /** All files of a folder, a character for each byte. */
  static String bytesBelow(Path folder) {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1)).append('\0');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }
}
