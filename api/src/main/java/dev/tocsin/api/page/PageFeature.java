package dev.tocsin.api.page;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Puts {@link PageFilter} behind every {@link HtmlPage}. */
public final class PageFeature implements DynamicFeature {
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (resource.getResourceMethod().isAnnotationPresent(HtmlPage.class)) {
      context.register(new PageFilter());
    }
  }
}
