/**
 * A typed client of Tocsin's API: {@link dev.tocsin.client.TocsinClient} is where to begin. Every
 * operation is an {@link dev.tocsin.client.ApiCall} made by {@link dev.tocsin.client.Calls}, which
 * the client sends blocking or not. What the API answers are records; fields that they do not know
 * are ignored, and words that an enum does not know are read as {@code UNKNOWN}, so that a newer
 * server is no reason to change the client.
 */
@NullMarked
package dev.tocsin.client;

import org.jspecify.annotations.NullMarked;
