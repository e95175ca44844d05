/** The settings that the API and the worker share, and where they are read from. */
@NullMarked
package dev.tocsin.worker.config;

import org.jspecify.annotations.NullMarked;
