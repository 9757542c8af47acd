package io.weir.proxywasm.host;

/**
 * One TCP connection as one filter sees it: {@code DOWNSTREAM_DATA} and {@code UPSTREAM_DATA} are
 * its buffers, {@code DOWNSTREAM} and {@code UPSTREAM} its stream types.
 */
public interface TcpStream extends PluginStream {}
