package io.weir.host.config;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a certificate that a listener shows. Nothing of its key.
 *
 * @param listener the listener's name
 * @param file where it was read from
 * @param subject as RFC 2253 writes it
 * @param names the DNS names and addresses that it is for
 * @param serial hexadecimal
 * @param fingerprint SHA-256 of the certificate, hexadecimal
 * @param stapledUntil until when what its issuer says of it is stapled; null for nothing stapled
 * @param problem why what stands in the files now is not in use; null when it is
 */
public record CertificateInfo(
    String listener,
    String file,
    String subject,
    String issuer,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    String serial,
    String fingerprint,
    @Nullable Instant stapledUntil,
    @Nullable String problem) {}
