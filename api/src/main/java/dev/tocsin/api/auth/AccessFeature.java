package dev.tocsin.api.auth;

import dev.tocsin.api.page.HtmlPage;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Puts three filters before every method of every resource, in this order: who calls, whether the
 * key has a role that the method allows, and whether its plan has something left. Methods with
 * {@link PermitAll} are for everybody. Of an {@link HtmlPage} a browser is asked for the key.
 */
public final class AccessFeature implements DynamicFeature {
  private final ApiKeyFilter keys;
  private final ApiKeyFilter keysOfBrowsers;
  private final UsageFilter usage;

  public AccessFeature(ApiKeys keys, UsagePlans plans) {
    this.keys = ApiKeyFilter.over(keys);
    this.keysOfBrowsers = ApiKeyFilter.asking(keys);
    this.usage = new UsageFilter(plans);
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (resource.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
      return;
    }
    Allowed allowed = resource.getResourceMethod().getAnnotation(Allowed.class);
    boolean page = resource.getResourceMethod().isAnnotationPresent(HtmlPage.class);
    context.register(page ? keysOfBrowsers : keys);
    context.register(new UnreadBodyFilter());
    context.register(allowed == null ? RoleFilter.closed() : RoleFilter.of(allowed.value()));
    if (allowed == null || !allowed.countsItself()) {
      context.register(usage);
    }
  }
}
