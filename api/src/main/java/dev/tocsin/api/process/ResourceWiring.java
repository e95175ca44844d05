package dev.tocsin.api.process;

import dev.tocsin.activities.delivery.SignedAttempt;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.api.auth.AccessFeature;
import dev.tocsin.api.auth.ApiKeys;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.auth.RefusalNotices;
import dev.tocsin.api.auth.UsagePlans;
import dev.tocsin.api.catalogue.Catalogue;
import dev.tocsin.api.catalogue.CatalogueResource;
import dev.tocsin.api.deadletter.DeadLetterOperations;
import dev.tocsin.api.deadletter.DeadLetterResource;
import dev.tocsin.api.delivery.DeliveryDetails;
import dev.tocsin.api.delivery.DeliveryOrders;
import dev.tocsin.api.delivery.DeliveryResource;
import dev.tocsin.api.delivery.TargetOrders;
import dev.tocsin.api.event.EventBatchResource;
import dev.tocsin.api.event.EventCheck;
import dev.tocsin.api.event.EventResource;
import dev.tocsin.api.event.PublishFilter;
import dev.tocsin.api.event.Publishing;
import dev.tocsin.api.eventtype.EventTypeResource;
import dev.tocsin.api.http.RequestMeters;
import dev.tocsin.api.inbound.InboundSesResource;
import dev.tocsin.api.inbound.InboundSettingsResource;
import dev.tocsin.api.key.KeyResource;
import dev.tocsin.api.openapi.OpenApiDocument;
import dev.tocsin.api.openapi.OpenApiResource;
import dev.tocsin.api.page.PageFeature;
import dev.tocsin.api.page.PageFilesResource;
import dev.tocsin.api.pattern.PatternResource;
import dev.tocsin.api.subscription.SubscriptionResource;
import dev.tocsin.api.subscription.SubscriptionRules;
import dev.tocsin.api.subscription.SubscriptionSecretResource;
import dev.tocsin.api.subscription.SubscriptionSecrets;
import dev.tocsin.api.subscription.SubscriptionTestResource;
import dev.tocsin.api.subscription.TestNotifications;
import dev.tocsin.api.suppression.SuppressionResource;
import dev.tocsin.api.template.TemplatePreview;
import dev.tocsin.api.template.TemplateResource;
import dev.tocsin.api.tenant.TenantResource;
import dev.tocsin.store.circuit.CircuitOrdersDao;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.KeyUsageDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.suppression.FeedbackDao;
import dev.tocsin.store.suppression.InboundDao;
import dev.tocsin.store.suppression.SuppressionDao;
import dev.tocsin.store.systemevent.SystemEventLog;
import dev.tocsin.store.template.TemplateDao;
import dev.tocsin.store.tenant.TenantDao;
import dev.tocsin.worker.config.SecretsConfig;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** The resources and who may call them. */
final class ResourceWiring {
  private ResourceWiring() {}

  static void register(
      Environment environment, ApiParts parts, DoorWiring door, SecretsConfig config) {
    JerseyEnvironment jersey = environment.jersey();
    Clock clock = parts.clock();
    DeliveryDao deliveries = new DeliveryDao(parts.database());
    SubscriptionDao subscriptions = new SubscriptionDao(parts.database());
    SigningKeys signing = new SigningKeys(parts.database(), config.cipher());
    SubscriptionSecrets secrets =
        new SubscriptionSecrets(parts.channels(), signing, config.overlap());
    EventContracts contracts = new EventContracts(parts.database());
    EventCheck check = new EventCheck(contracts);
    ApiKeyDao keyTable = new ApiKeyDao(parts.database());
    ApiKeys keys = new ApiKeys(keyTable, clock);
    SystemEventLog systemEvents =
        new SystemEventLog((channel, target) -> "", door.starter()::offer);
    UsagePlans plans =
        new UsagePlans(
            new KeyUsageDao(parts.database(), clock),
            new RefusalNotices(parts.database(), systemEvents, clock));
    Publishing publishing = new Publishing(check, door.intake(), clock);
    environment
        .servlets()
        .addFilter(
            "publish", new PublishFilter(keys, publishing, new RequestMeters(parts.meters())))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, PublishFilter.PATH);
    jersey.register(new AccessFeature(keys, plans));
    jersey.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
    TargetOrders targets =
        new TargetOrders(
            new CircuitOrdersDao(parts.database()), door.workflows(), parts.channels(), clock);
    List<Object> resources =
        List.of(
            new EventResource(
                publishing, new EventDao(parts.database()), new DeliveryDetails(deliveries)),
            new EventBatchResource(door.intake(), check, plans, clock),
            new EventTypeResource(new EventTypeDao(parts.database()), contracts, clock),
            new TenantResource(new TenantDao(parts.database()), contracts, clock),
            new SubscriptionResource(
                subscriptions,
                new SubscriptionRules(parts.channels()),
                secrets,
                door.revisions(),
                door.wakeLine(),
                targets,
                clock),
            new SubscriptionSecretResource(subscriptions, secrets, clock),
            new SubscriptionTestResource(
                subscriptions,
                new SuppressionDao(parts.database()),
                new TestNotifications(parts.channels(), new SignedAttempt(signing::signer), clock)),
            new PatternResource(contracts, clock),
            new TemplateResource(
                new TemplateDao(parts.database()),
                new TemplatePreview(
                    new TemplateDao(parts.database()),
                    new EventDao(parts.database()),
                    contracts,
                    parts.channels(),
                    clock),
                clock),
            new InboundSettingsResource(new InboundDao(parts.database()), clock),
            new SuppressionResource(new SuppressionDao(parts.database()), clock),
            new KeyResource(keyTable, keys, clock),
            new DeadLetterResource(
                new DeadLetterOperations(
                    new DeadLetterOperationDao(parts.database()),
                    keyTable,
                    door.deadLetters(),
                    clock)),
            new DeliveryResource(
                deliveries,
                new FeedbackDao(parts.database()),
                new DeliveryOrders(
                    deliveries,
                    subscriptions,
                    door.workflows(),
                    targets,
                    door.wakeLine(),
                    parts.channels(),
                    clock)));
    resources.forEach(jersey::register);
    jersey.register(new InboundSesResource(parts.database(), parts.sns(), parts.meters(), clock));
    jersey.register(new PageFeature());
    jersey.register(new PageFilesResource());
    jersey.register(new CatalogueResource(new Catalogue(parts.database(), clock)));
    jersey.register(
        new OpenApiResource(
            OpenApiDocument.of(
                resources.stream().map(Object::getClass).collect(Collectors.toSet()))));
  }
}
