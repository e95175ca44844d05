package dev.tocsin.bench.events;

import dev.tocsin.bench.system.Cpu;

/** Something that takes events over HTTP and delivers them to webhooks. */
interface Design {
  /** As a row or a title names it. */
  String name();

  /** How many events it gets, of those that Tocsin gets: slower ones get fewer. */
  int share(int events);

  String url();

  /** The API key of a tenant, by its number from 0. */
  String key(int tenant);

  /** Subscribes a webhook to all events of a type. */
  void subscribe(int tenant, String type, String target);

  /** What it has used up to now, with the servers that it works on. */
  Cpu cpu();

  /** The events in the histories of all workflows that were made for events of this type. */
  long historyEvents(String type) throws Exception;
}
