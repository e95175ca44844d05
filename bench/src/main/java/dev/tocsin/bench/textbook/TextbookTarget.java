package dev.tocsin.bench.textbook;

/** A subscription that an event matches. */
public record TextbookTarget(String subscriptionId, String url) {}
