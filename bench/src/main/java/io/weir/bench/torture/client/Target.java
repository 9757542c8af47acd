package io.weir.bench.torture.client;

import io.weir.bench.torture.stamp.Ledger;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What every client aims at.
 *
 * @param readLimit the longest that a client waits for the next byte
 */
public record Target(InetSocketAddress address, Ledger ledger, Tally tally, Duration readLimit) {}
