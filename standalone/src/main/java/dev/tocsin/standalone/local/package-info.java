/**
 * The servers that Tocsin needs, on one machine and without containers: a Temporal (found or
 * fetched) and a PostgreSQL (embedded binaries), each with its state in one folder, listening on
 * loopback only, and coming up again by itself after a crash of any of them.
 */
@NullMarked
package dev.tocsin.standalone.local;

import org.jspecify.annotations.NullMarked;
