package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Programs that are a few lines of shell, and a release whose binary is one of them. */
final class FakeTool {
  static final String CONTENT = "#!/bin/sh\necho temporal version 9.9.9\n";

  private FakeTool() {}

  /** A release of which the binary is {@link #CONTENT}. */
  static TemporalRelease release(Path folder) throws IOException {
    Path sample = Files.writeString(folder.resolve("sample"), CONTENT);
    String hash = TemporalRelease.sha256(Files.newInputStream(sample));
    return new TemporalRelease("9.9.9", "any-cpu", Map.of("any-cpu", hash), Map.of());
  }

  /** An executable of that name, which runs the script. */
  static Path program(Path folder, String name, String script) throws IOException {
    Files.createDirectories(folder);
    Path program = Files.writeString(folder.resolve(name), script);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("not made executable: " + program);
    }
    return program;
  }

  /** A source that has this content. */
  static TemporalSource source(String name, String content) {
    return new TemporalSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Path fetch(TemporalRelease release, Path folder) throws IOException {
        return Files.writeString(folder.resolve("temporal"), content);
      }
    };
  }

  /** A source that has nothing. */
  static TemporalSource without(String name) {
    return new TemporalSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Path fetch(TemporalRelease release, Path folder) throws IOException {
        throw new IOException("no connection");
      }
    };
  }
}
