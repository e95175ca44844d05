/** Making, seeing, rotating and revoking the API keys of one's own tenant. */
@NullMarked
package dev.tocsin.api.key;

import org.jspecify.annotations.NullMarked;
