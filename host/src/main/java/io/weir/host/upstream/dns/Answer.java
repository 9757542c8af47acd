package io.weir.host.upstream.dns;

import java.net.InetAddress;
import java.util.List;

/**
 * What a name stands for.
 *
 * @param addresses at least one; sorted, so that an answer in another order is equal
 * @param ttlSeconds the least of the records
 */
record Answer(List<InetAddress> addresses, long ttlSeconds) {}
