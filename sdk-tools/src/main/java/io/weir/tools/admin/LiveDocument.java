package io.weir.tools.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The configuration that is live, secrets as they were written.
 *
 * @param config the whole document
 * @param etag what If-Match has to say for a change of exactly this
 */
public record LiveDocument(ObjectNode config, String etag) {}
