package dev.tocsin.activities.channel.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/add-a-channel.md to code that compiles and passes. */
class AddAChannelPageTest {

  @ParameterizedTest
  @ValueSource(strings = {"ChatChannel.java", "ChatChannelTest.java"})
  void thePageShowsTheExampleAsItIs(String file) throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/dev/tocsin/activities/channel/example").resolve(file));
    String shown = source.substring(source.indexOf("\n\n") + 2);
    assertThat(Files.readString(Path.of("../docs/add-a-channel.md"))).contains(shown);
  }
}
