package dev.tocsin.standalone.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialDownloadTest {
  @TempDir Path folder;
  private final MockWebServer releases = new MockWebServer();
  private TemporalRelease release;

  @BeforeEach
  void start() throws IOException {
    releases.start();
    release = FakeTool.release(folder);
  }

  @AfterEach
  void stop() {
    releases.close();
  }

  @Test
  void unpacksTheArchiveOfTheReleaseAlsoBehindARedirect() throws Exception {
    releases.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", "/storage/object").build());
    releases.enqueue(
        new MockResponse.Builder().body(new Buffer().write(archive("temporal"))).build());

    Path binary = download().fetch(release, folder);

    assertThat(binary).hasContent(FakeTool.CONTENT.strip());
    assertThat(releases.takeRequest().getTarget())
        .isEqualTo("/v9.9.9/temporal_cli_9.9.9_any_cpu.tar.gz");
  }

  @Test
  void saysWhatTheServerAnswered() {
    releases.enqueue(new MockResponse.Builder().code(404).build());
    assertThatThrownBy(() -> download().fetch(release, folder))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("answers 404");
  }

  @Test
  void refusesAnArchiveWithoutTheBinary() throws IOException {
    releases.enqueue(
        new MockResponse.Builder().body(new Buffer().write(archive("LICENSE"))).build());
    assertThatThrownBy(() -> download().fetch(release, folder))
        .hasMessage("its archive contains no 'temporal'");
  }

  @Test
  void givesUpOnAServerThatAcceptsAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThatThrownBy(
              () -> new OfficialDownload(address, Duration.ofSeconds(1)).fetch(release, folder))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer within 1 s");
    }
  }

  @Test
  void givesUpWithoutAConnection() {
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free() + "/");
    assertThatThrownBy(
            () -> new OfficialDownload(nobody, Duration.ofSeconds(5)).fetch(release, folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no connection");
  }

  private OfficialDownload download() {
    return new OfficialDownload(releases.url("/").uri(), Duration.ofSeconds(5));
  }

  private static byte[] archive(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(bytes), UTF_8.name())) {
      byte[] content = FakeTool.CONTENT.getBytes(UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
