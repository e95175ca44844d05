package dev.tocsin.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.key.ApiKeySecret;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedKeyTest {
  @Test
  void isFoundInEachOfThreePlaces() {
    ApiKeySecret key = new ApiKeySecret("tocsin_x:y");
    assertThat(PresentedKey.of("tocsin_x:y", null)).contains(key);
    assertThat(PresentedKey.of(null, "Bearer tocsin_x:y")).contains(key);
    assertThat(PresentedKey.of("", "bearer  tocsin_x:y ")).contains(key);
    assertThat(PresentedKey.of(null, "Basic " + base64("anybody:tocsin_x:y"))).contains(key);
    assertThat(PresentedKey.of(null, "BASIC " + base64(":tocsin_x:y"))).contains(key);
  }

  @Test
  void theOldHeaderGoesBeforeTheOther() {
    assertThat(PresentedKey.of("a", "Bearer b")).contains(new ApiKeySecret("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "Bearer", "Bearer ", "Basic", "Basic !", "Basic eA==", "Digest x", "x"})
  void whatCarriesNoneIsNone(String authorization) {
    assertThat(PresentedKey.of(null, authorization)).isEmpty();
  }

  @Test
  void anEmptyPasswordIsNone() {
    assertThat(PresentedKey.of(null, "Basic " + base64("user:"))).isEmpty();
    assertThat(PresentedKey.of(null, null)).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
