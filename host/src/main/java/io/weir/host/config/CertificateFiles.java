package io.weir.host.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a certificate and its key are: paths, never what is in the files.
 *
 * @param certificate PEM: the certificate, then those that issued it
 * @param key PEM: its private key, not encrypted
 * @param ocspResponse DER: what the issuer says of it (RFC 6960), null for none
 */
public record CertificateFiles(String certificate, String key, @Nullable String ocspResponse) {}
