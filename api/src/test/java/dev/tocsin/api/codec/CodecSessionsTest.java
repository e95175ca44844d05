package dev.tocsin.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.worker.history.HistoryKeys;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecSessionsTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final String OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String NEW = "new:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

  private final CodecSessions sessions = new CodecSessions(HistoryKeys.parse(OLD));
  private final String session = sessions.open("key_1", NOW);

  @Test
  void namesItsKeyUntilItsTimeIsOver() {
    assertThat(session).matches("[A-Za-z0-9_.-]+");
    assertThat(sessions.keyId(session, NOW)).contains("key_1");
    assertThat(sessions.keyId(session, NOW.plus(CodecSessions.LIFE).minusSeconds(1))).isPresent();
    assertThat(sessions.keyId(session, NOW.plus(CodecSessions.LIFE))).isEmpty();
  }

  @Test
  void isKnownToProcessesWithTheSameHistoryKeysOnly() {
    assertThat(new CodecSessions(HistoryKeys.parse(NEW + "," + OLD)).keyId(session, NOW))
        .contains("key_1");
    assertThat(new CodecSessions(HistoryKeys.parse(NEW)).keyId(session, NOW)).isEmpty();
  }

  @Test
  void cannotBeChanged() {
    String claims = session.substring(0, session.indexOf('.'));
    String signature = session.substring(session.indexOf('.'));
    String other = sessions.open("key_2", NOW);
    assertThat(sessions.keyId(other.substring(0, other.indexOf('.')) + signature, NOW)).isEmpty();
    assertThat(sessions.keyId(claims + ".", NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a", "a.b", "é.ü", "####.####"})
  void isNothingElse(String text) {
    assertThat(sessions.keyId(text, NOW)).isEmpty();
    assertThat(sessions.keyId(text.repeat(10_000), NOW)).isEmpty();
  }
}
