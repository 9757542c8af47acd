package io.weir.registry.signature;

import io.weir.registry.Digest;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * A signature as it was found, not checked yet.
 *
 * @param subject whether what is signed names the artifact
 * @param signed the bytes that the signature is over
 * @param certificate of the signer; null with a bare key
 * @param hint the SHA-256 of the key that it says it is by; null when it says none
 */
@SuppressWarnings("ArrayRecordComponent") // checked once, never compared
record Claim(
    boolean subject,
    byte[] signed,
    byte[] signature,
    @Nullable X509Certificate certificate,
    @Nullable Digest hint) {}
