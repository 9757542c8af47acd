package io.weir.host.upstream.dns;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name stands for.
 *
 * @param addresses at least one; sorted, so that an answer in another order is equal
 * @param ttlSeconds the least of the records
 * @param failure why the addresses of one family are those of the last answer, or missing; null
 *     when both are known
 */
record Answer(List<InetAddress> addresses, long ttlSeconds, @Nullable Throwable failure) {}
