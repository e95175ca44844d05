package dev.tocsin.worker.process;

import dev.tocsin.worker.config.ProcessConfig;

/** The worker's configuration: nothing beyond what it shares with the API. */
public final class WorkerConfig extends ProcessConfig {}
