/**
 * Content and metadata in an S3-compatible object store. Its classes, and the client's, are loaded
 * only when one is configured.
 */
@NullMarked
package io.weir.registry.s3;

import org.jspecify.annotations.NullMarked;
