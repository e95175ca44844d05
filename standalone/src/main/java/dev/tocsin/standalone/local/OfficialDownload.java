package dev.tocsin.standalone.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The archive of the project's own releases. */
public final class OfficialDownload implements TemporalSource {
  private static final URI RELEASES =
      URI.create("https://github.com/temporalio/cli/releases/download/");

  /** Long enough for any network that is there; short enough for one that is not. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  private static final Duration WHOLE_FILE = Duration.ofMinutes(5);

  private final URI releases;
  private final Duration firstAnswer;

  public OfficialDownload() {
    this(RELEASES, FIRST_ANSWER);
  }

  OfficialDownload(URI releases, Duration firstAnswer) {
    this.releases = releases;
    this.firstAnswer = firstAnswer;
  }

  @Override
  public String name() {
    return "the official download";
  }

  @Override
  public Path fetch(TemporalRelease release, Path folder) throws IOException {
    URI address =
        releases.resolve(
            "v%s/temporal_cli_%s_%s.tar.gz"
                .formatted(
                    release.version(), release.version(), release.platform().replace('-', '_')));
    Path archive = folder.resolve("temporal.tar.gz");
    download(address, archive);
    return unpack(archive, folder.resolve("temporal"));
  }

  private void download(URI address, Path archive) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(firstAnswer)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    CompletableFuture<Integer> status = new CompletableFuture<>();
    HttpResponse.BodyHandler<Path> handler =
        answer -> {
          status.complete(answer.statusCode());
          return answer.statusCode() == 200
              ? BodySubscribers.ofFile(archive)
              : BodySubscribers.replacing(archive);
        };
    CompletableFuture<HttpResponse<Path>> answer =
        client
            .sendAsync(HttpRequest.newBuilder(address).build(), handler)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    status.completeExceptionally(failure);
                  }
                });
    int code = await(status, firstAnswer, answer);
    if (code != 200) {
      throw new IOException(address.getHost() + " answers " + code);
    }
    await(answer, WHOLE_FILE, answer);
  }

  private static <T> T await(CompletableFuture<T> value, Duration limit, Future<?> request)
      throws IOException {
    try {
      return value.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      request.cancel(true);
      throw new IOException("no answer within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("no connection (" + e.getCause() + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request.cancel(true);
      throw new IOException("interrupted", e);
    }
  }

  private static Path unpack(Path archive, Path binary) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getName().replaceFirst("^\\./", "").equals("temporal")) {
          Files.copy(tar, binary);
          return binary;
        }
      }
    }
    throw new IOException("its archive contains no 'temporal'");
  }
}
