/**
 * Plugin VMs without a gateway: how fast they are there, and whether they leave anything behind.
 */
@NullMarked
package io.weir.bench.vm;

import org.jspecify.annotations.NullMarked;
