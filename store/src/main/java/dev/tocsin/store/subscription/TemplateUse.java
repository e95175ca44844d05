package dev.tocsin.store.subscription;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Subscription;
import org.jdbi.v3.core.Handle;

/** That the template which a subscription names is there, as long as its transaction lasts. */
final class TemplateUse {
  private TemplateUse() {}

  /**
   * Under the lock of all writers, which whoever deletes a template takes too.
   *
   * @throws UnknownTemplateException where its tenant has no such template
   */
  static void check(Handle handle, Subscription subscription) {
    JsonText template = subscription.template();
    if (template == null || subscription.deleted()) {
      return;
    }
    boolean known =
        handle
            .createQuery(
                """
                SELECT wanted.template ->> 'id' IS NULL OR EXISTS (
                  SELECT 1 FROM template_version v
                  WHERE v.template_id = wanted.template ->> 'id' AND v.tenant = :tenant
                    AND v.version = coalesce((wanted.template ->> 'version')::integer, 1))
                FROM (SELECT :template::json AS template) wanted""")
            .bind("template", template.text())
            .bind("tenant", subscription.tenant())
            .mapTo(Boolean.class)
            .one();
    if (!known) {
      throw new UnknownTemplateException();
    }
  }
}
