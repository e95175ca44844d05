package dev.tocsin.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.store.TestSecrets;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets docker-compose itself read the file; that needs no container engine. */
class ComposeConfigIT {
  @TempDir Path folder;

  @BeforeEach
  void needsDockerCompose() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "docker-compose")));
    assumeTrue(installed, "docker-compose is not installed: nothing to check the file with");
  }

  @Test
  void takesTheFile() throws Exception {
    assertThat(check("tocsin_of_a_test_24_characters")).isEmpty();
  }

  @Test
  void saysThatTheFirstKeyIsMissing() throws Exception {
    assertThat(check("")).contains("set it to a secret of 24 characters or more");
  }

  /** What it complains about. */
  private String check(String key) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    ProcessBuilder command =
        new ProcessBuilder("docker-compose", "--file", "docker-compose.yml", "config", "--quiet")
            .directory(Repository.path("docker-compose.yml").getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    command.environment().put("TOCSIN_BOOTSTRAP_KEY", key);
    command.environment().put("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS);
    Process process = command.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(said);
    assertThat(process.exitValue() == 0).as(output).isEqualTo(output.isEmpty());
    return output;
  }
}
