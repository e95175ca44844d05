package dev.tocsin.api.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource's method that answers a page for people: without a good key it answers 401 with a
 * challenge for HTTP Basic, so that a browser asks; its errors are pages; and every answer has the
 * headers that keep foreign content out.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface HtmlPage {}
