package dev.tocsin.api.http;

import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.lang.annotation.Annotation;

/**
 * Keeps the annotations of a resource's method from whoever writes its answer. Ours describe the
 * API and say nothing of how to write, but Jackson's provider looks up its writer by a hash over
 * all of them, nested ones too, at every answer: more work than the rest of writing it.
 */
public final class WithoutAnnotations implements WriterInterceptor {
  private static final Annotation[] NONE = {};

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    context.setAnnotations(NONE);
    context.proceed();
  }
}
