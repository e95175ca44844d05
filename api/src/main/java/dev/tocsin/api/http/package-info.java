/**
 * What every resource shares of HTTP and JSON: bounded and exact bodies, listings, origins,
 * measurements.
 */
@NullMarked
package dev.tocsin.api.http;

import org.jspecify.annotations.NullMarked;
