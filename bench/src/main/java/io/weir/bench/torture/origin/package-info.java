/**
 * The upstream of the torture: event streams, WebSocket echo, paced downloads, uploads and small
 * answers.
 */
@NullMarked
package io.weir.bench.torture.origin;

import org.jspecify.annotations.NullMarked;
