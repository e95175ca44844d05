package dev.tocsin.worker.config;

import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.AddressRange;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.activities.channel.standard.ChannelSettings;
import dev.tocsin.activities.channel.standard.ProviderSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries are made.
 *
 * @param mailFrom the address mails come from; SES must have verified it or its domain
 * @param sesEndpoint an http or https URL in place of AWS's own; absent or empty: the region's
 * @param sesRegion {@code eu-west-1}; absent or empty: the AWS SDK's own search
 * @param outbox a folder that mails are written to as {@code .eml} files instead of being sent;
 *     absent or empty: SES sends them
 * @param privateTargets {@code deny} (production) or {@code allow}: whether targets may lie in
 *     private networks
 * @param allowedTargets ranges of addresses that are reached although they are private, with commas
 *     between: {@code 10.20.0.0/16, fd00::/8}; absent or empty: none
 * @param permanentStatuses HTTP statuses of a target that are dead letters at once; absent: 400,
 *     410, 413, 415, 422
 * @param providers what single channels need beside these; absent: nothing
 */
public record DeliveryConfig(
    @NotBlank @Email String mailFrom,
    @Nullable String sesEndpoint,
    @Nullable String sesRegion,
    @Nullable String outbox,
    @NotNull PrivateTargets privateTargets,
    @Nullable String allowedTargets,
    @Nullable Set<Integer> permanentStatuses,
    @Nullable @Valid ProvidersConfig providers) {

  /** Tocsin's own version, as targets see it. */
  private static final String VERSION =
      Objects.requireNonNullElse(
          DeliveryConfig.class.getPackage().getImplementationVersion(), "dev");

  /** Without settings for single channels. */
  public DeliveryConfig(
      String mailFrom,
      @Nullable String sesEndpoint,
      @Nullable String sesRegion,
      @Nullable String outbox,
      PrivateTargets privateTargets,
      @Nullable String allowedTargets,
      @Nullable Set<Integer> permanentStatuses) {
    this(
        mailFrom,
        sesEndpoint,
        sesRegion,
        outbox,
        privateTargets,
        allowedTargets,
        permanentStatuses,
        null);
  }

  /**
   * @throws IllegalArgumentException where a setting is bad; its message says which
   */
  public ChannelSettings channels() {
    MailWay way =
        MailWay.of(providers == null ? null : providers.mailTransport(), nullIfEmpty(outbox));
    String folder = way == MailWay.OUTBOX ? nullIfEmpty(outbox) : null;
    String endpoint = nullIfEmpty(sesEndpoint);
    return new ChannelSettings(
        VERSION,
        new TargetGuard(
            privateTargets, AddressRange.listOf(Objects.requireNonNullElse(allowedTargets, ""))),
        permanentStatuses == null ? OutboundHttp.DEFAULT_PERMANENT_STATUSES : permanentStatuses,
        mailFrom,
        folder == null ? null : Path.of(folder),
        new SesSettings(endpoint == null ? null : URI.create(endpoint), nullIfEmpty(sesRegion)),
        providers == null
            ? ProviderSettings.DEFAULT
            : providers.settings(way == MailWay.SMTP, nullIfEmpty(sesRegion)));
  }

  static @Nullable String nullIfEmpty(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }
}
