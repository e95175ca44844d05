package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The data folder of the embedded server, made on the first start.
 *
 * @param folder where {@code data} and {@code password} are
 */
record PostgresData(Path folder) {
  static final String USER = "tocsin";
  private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
  private static final int PASSWORD_BYTES = 16;

  Path data() {
    return folder.resolve("data");
  }

  /** Made once, at random; only the user's own processes can read it. */
  String password() {
    Path file = folder.resolve("password");
    try {
      if (Files.notExists(file)) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Path made =
            Files.createTempFile(
                folder,
                "password",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made, HexFormat.of().formatHex(random));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).trim();
    } catch (IOException e) {
      throw new LocalServerException("Cannot keep a password in " + file + ": " + e, e);
    }
  }

  /** Makes the data folder where there is none, in one step that a crash cannot leave half done. */
  void make(PostgresBinaries binaries) {
    if (Files.exists(data())) {
      return;
    }
    password();
    Path made = folder.resolve("data.new");
    try {
      Folders.delete(made);
      List<String> command =
          binaries.command(
              "initdb",
              "--pgdata=" + made,
              "--username=" + USER,
              "--pwfile=" + folder.resolve("password"),
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale");
      Programs.Result result = Programs.run(command, Map.of(), INIT_LIMIT);
      if (!result.isSuccess()) {
        throw new LocalServerException(
            "PostgreSQL cannot make its data folder %s:%n%s".formatted(made, result.output()));
      }
      Files.move(made, data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalServerException("Cannot make " + data() + ": " + e, e);
    }
  }

  /**
   * Removes what a postmaster that was killed leaves. Only for a caller that has made sure that
   * none runs on this folder: the server itself cannot tell an old process id from one that another
   * program has by now.
   */
  void forgetDeadPostmaster() {
    try {
      Files.deleteIfExists(data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new LocalServerException("Cannot clean up " + data() + ": " + e, e);
    }
  }
}
