/**
 * The workers: one event loop each, with everything that it alone touches: its route table, its
 * plugin VMs, its upstream pools. Nothing in a worker is locked, since nothing is shared.
 */
@NullMarked
package io.weir.host.worker;

import org.jspecify.annotations.NullMarked;
