/** The API's description in OpenAPI 3.1, made from the resources, and the page to try it. */
@NullMarked
package dev.tocsin.api.openapi;

import org.jspecify.annotations.NullMarked;
