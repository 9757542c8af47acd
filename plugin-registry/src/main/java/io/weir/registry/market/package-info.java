/**
 * The marketplace: pages to browse plugins, read about them and fill in their configuration. It
 * asks the catalogue's JSON API, of this registry or of another one, and knows no transport.
 */
@NullMarked
package io.weir.registry.market;

import org.jspecify.annotations.NullMarked;
