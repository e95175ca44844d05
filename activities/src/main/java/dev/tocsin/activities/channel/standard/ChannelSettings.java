package dev.tocsin.activities.channel.standard;

import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the channels are set up with.
 *
 * @param version Tocsin's own, as targets see it
 * @param guard tells which addresses may be connected to
 * @param permanentStatuses the HTTP statuses of a target that are dead letters at once; by default
 *     {@link OutboundHttp#DEFAULT_PERMANENT_STATUSES}
 * @param mailFrom the address that mails come from; SES must have verified it or its domain
 * @param outbox a folder that mails are written to instead of being sent; absent: SES sends them
 * @param ses used where there is no outbox
 * @param providers what single channels need beside these
 */
public record ChannelSettings(
    String version,
    TargetGuard guard,
    Set<Integer> permanentStatuses,
    String mailFrom,
    @Nullable Path outbox,
    SesSettings ses,
    ProviderSettings providers) {

  public ChannelSettings {
    permanentStatuses = Set.copyOf(permanentStatuses);
  }

  /** Nothing special for single channels. */
  public ChannelSettings(
      String version,
      TargetGuard guard,
      Set<Integer> permanentStatuses,
      String mailFrom,
      @Nullable Path outbox,
      SesSettings ses) {
    this(version, guard, permanentStatuses, mailFrom, outbox, ses, ProviderSettings.DEFAULT);
  }
}
