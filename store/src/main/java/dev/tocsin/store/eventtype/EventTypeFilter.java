package dev.tocsin.store.eventtype;

import org.jspecify.annotations.Nullable;

/** Which types a listing shows; what is absent does not narrow it. */
public record EventTypeFilter(@Nullable String domain, @Nullable String owner) {}
