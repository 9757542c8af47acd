package io.weir.registry.download;

import java.nio.file.Path;

/**
 * A module in a file of its own.
 *
 * @param size in bytes
 * @param sha256 lower-case hex
 * @param md5 lower-case hex, which Higress's metadata has
 */
record Extracted(Path file, long size, String sha256, String md5) {}
