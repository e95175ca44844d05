package dev.tocsin.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.activities.channel.email.SmtpSettings;
import dev.tocsin.activities.channel.slack.SlackSettings;
import dev.tocsin.activities.channel.standard.ProviderSettings;
import org.junit.jupiter.api.Test;

class ProvidersConfigTest {
  @Test
  void emptySettingsAreNone() {
    ProviderSettings settings = config("", "", "", "").settings(false, null);
    assertThat(settings.slack()).isEqualTo(SlackSettings.DEFAULT);
    assertThat(settings.telegram().token()).isNull();
    assertThat(settings.links().publicUrl()).isNull();
    assertThat(settings.smtp()).isNull();
  }

  @Test
  void aMailServerHasItsUsualPortAndStartTls() {
    assertThat(config("mail.example.com", "", "", "").settings(true, null).smtp())
        .isEqualTo(
            new SmtpSettings(
                "mail.example.com", 587, SmtpSettings.Security.STARTTLS, "user", "pass"));
    assertThat(config("mail.example.com", "465", "tls", "").settings(true, null).smtp())
        .isEqualTo(
            new SmtpSettings("mail.example.com", 465, SmtpSettings.Security.TLS, "user", "pass"));
  }

  @Test
  void aBadSettingIsNamedAndASecretNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("h", "0", "", "").settings(true, null))
        .withMessageContaining("SMTP_PORT");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("h", "25", "none", "").settings(true, null))
        .withMessageContaining("SMTP_SECURITY")
        .withMessageNotContaining("pass\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("h", "25", "tls", "xoxb s3cr3t").settings(false, null))
        .withMessageContaining("TOCSIN_SLACK_TOKEN")
        .withMessageNotContaining("s3cr3t");
    assertThat(config("h", "25", "tls", "xoxb-s3cr3t").toString()).doesNotContain("s3cr3t");
  }

  @Test
  void anOutboxIsTakenWhereNothingElseIsNamed() {
    assertThat(MailWay.of("", "folder")).isEqualTo(MailWay.OUTBOX);
    assertThat(MailWay.of("", null)).isEqualTo(MailWay.SES);
    assertThat(MailWay.of("SMTP", "folder")).isEqualTo(MailWay.SMTP);
    assertThatIllegalArgumentException().isThrownBy(() -> MailWay.of("outbox", null));
  }

  private static ProvidersConfig config(String host, String port, String security, String slack) {
    return new ProvidersConfig(
        "", "", host, port, security, "user", "pass", slack, "", "", "", "", "", "");
  }
}
