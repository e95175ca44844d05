package dev.tocsin.api.process;

import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.api.auth.ApiKeyFilter;
import dev.tocsin.api.auth.ApiKeys;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.delivery.DeliveryDetails;
import dev.tocsin.api.delivery.DeliveryOrders;
import dev.tocsin.api.delivery.DeliveryResource;
import dev.tocsin.api.event.EventResource;
import dev.tocsin.api.eventtype.EventTypeResource;
import dev.tocsin.api.pattern.PatternResource;
import dev.tocsin.api.subscription.SubscriptionResource;
import dev.tocsin.api.subscription.SubscriptionRules;
import dev.tocsin.api.tenant.TenantResource;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.tenant.TenantDao;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;

/** The resources and who may call them. */
final class ResourceWiring {
  private ResourceWiring() {}

  static void register(JerseyEnvironment jersey, ApiParts parts, DoorWiring door) {
    Clock clock = parts.clock();
    DeliveryDao deliveries = new DeliveryDao(parts.database());
    SubscriptionDao subscriptions = new SubscriptionDao(parts.database());
    EventContracts contracts = new EventContracts(parts.database());
    ApiKeys keys = new ApiKeys(new ApiKeyDao(parts.database()), clock);
    jersey.register(new AuthDynamicFeature(ApiKeyFilter.over(keys)));
    jersey.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
    jersey.register(
        new EventResource(
            door.intake(),
            new EventDao(parts.database()),
            new DeliveryDetails(deliveries),
            contracts,
            clock));
    jersey.register(new EventTypeResource(new EventTypeDao(parts.database()), contracts, clock));
    jersey.register(new TenantResource(new TenantDao(parts.database()), contracts, clock));
    jersey.register(
        new SubscriptionResource(
            subscriptions,
            new SubscriptionRules(parts.channels()),
            door.revisions(),
            door.wakeLine(),
            clock));
    jersey.register(new PatternResource(clock));
    jersey.register(
        new DeliveryResource(
            deliveries,
            new DeliveryOrders(
                deliveries,
                subscriptions,
                door.workflows(),
                door.wakeLine(),
                parts.channels(),
                clock)));
  }
}
