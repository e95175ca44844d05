package dev.tocsin.standalone.dev;

import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.key.ApiKeySecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The API key of a laptop: made once, kept in {@code dev-key}, readable by its owner only. */
final class DevKey {
  /** Its name in the home. */
  static final String FILE = "dev-key";

  private DevKey() {}

  static ApiKeySecret of(TocsinHome home) {
    Path file = home.folder().resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, ApiKeySecret.create().text() + "\n");
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        Files.delete(file);
        return of(home);
      }
      return new ApiKeySecret(text);
    } catch (IOException e) {
      throw new LocalServerException("Cannot keep the API key in " + file + ": " + e, e);
    }
  }
}
