package dev.tocsin.activities.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import org.junit.jupiter.api.Test;

/** A mail's way into a server that others wrote. Skipped where Node.js is not installed. */
class LocalSesIT {

  @Test
  void aMailArrivesWithBothParts() throws Exception {
    try (LocalSes ses = LocalSes.start();
        SesTransport transport = new SesTransport(new SesSettings(ses.endpoint(), null))) {
      EmailChannel channel = new EmailChannel(transport, "tocsin@example.org");

      Outcome outcome =
          channel.deliver(
              Notifications.to("EMAIL", "ops-team@example.com").title("🚨 Störung").build());

      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      JsonNode mail = new ObjectMapper().readTree(ses.store()).at("/emails/0");
      assertThat(mail.path("from").asText()).isEqualTo("tocsin@example.org");
      assertThat(mail.at("/destination/to/0").asText()).isEqualTo("ops-team@example.com");
      assertThat(mail.path("subject").asText()).isEqualTo("[HIGH] deployment: 🚨 Störung");
      assertThat(mail.at("/body/text").asText()).contains("Title: 🚨 Störung\n");
      assertThat(mail.at("/body/html").asText()).contains("🚨 Störung", "</html>");
    }
  }
}
