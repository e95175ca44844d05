package dev.tocsin.client;

/**
 * One of many events, and what became of it.
 *
 * @param event what {@link TocsinClient#publishAll} was given
 */
public record BatchResult<E>(E event, BatchEntry entry) {}
