/**
 * Signatures by the Standard Webhooks specification 1.0, and the keys that they are made by: made,
 * encrypted, replaced. See
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
@NullMarked
package dev.tocsin.activities.signing;

import org.jspecify.annotations.NullMarked;
