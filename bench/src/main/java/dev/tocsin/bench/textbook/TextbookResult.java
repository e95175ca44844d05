package dev.tocsin.bench.textbook;

/** What a target answered: an HTTP status. */
public record TextbookResult(String subscriptionId, int status) {}
