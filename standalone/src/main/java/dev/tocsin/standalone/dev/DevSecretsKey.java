package dev.tocsin.standalone.dev;

import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.secret.SecretKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the secrets in a laptop's database are encrypted under: made once, kept in {@code
 * secrets-key}, readable by its owner only.
 */
final class DevSecretsKey {
  /** Its name in the home. */
  static final String FILE = "secrets-key";

  private DevSecretsKey() {}

  /** For {@code TOCSIN_SECRETS_KEYS}. */
  static String of(TocsinHome home) {
    Path file = home.folder().resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, SecretKeys.newKey("dev") + "\n");
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        Files.delete(file);
        return of(home);
      }
      return text;
    } catch (IOException e) {
      throw new LocalServerException("Cannot keep the secrets' key in " + file + ": " + e, e);
    }
  }
}
