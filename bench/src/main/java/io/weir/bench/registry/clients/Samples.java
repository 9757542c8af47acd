package io.weir.bench.registry.clients;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** One module in every layout. */
final class Samples {
  private static final byte[] MAGIC = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
  private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  private Samples() {}

  /** A module of one custom section that fills {@code size} bytes. */
  static byte[] wasm(int size, long seed) {
    int payload = size - MAGIC.length - 6;
    ByteBuffer module = ByteBuffer.allocate(size).put(MAGIC).put((byte) 0);
    for (int i = 0; i < 5; i++) { // LEB128, padded to five bytes
      module.put((byte) ((payload >> (7 * i)) & 0x7f | (i < 4 ? 0x80 : 0)));
    }
    byte[] fill = new byte[payload];
    new Random(seed).nextBytes(fill);
    fill[0] = 0; // an empty name
    return module.put(fill).array();
  }

  static List<Sample> of(byte[] wasm) throws IOException {
    List<Sample> all = new ArrayList<>();
    byte[] tar = tar(wasm, false);
    byte[] tarGz = tar(wasm, true);
    String image =
        """
        {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers",\
        "diff_ids":["%s"]},"history":[{"created_by":"COPY plugin.wasm ./"}]}"""
            .formatted(Digest.sha256(tar));
    all.add(
        new Sample.Builder(Layout.DOCKER, MediaTypes.DOCKER_MANIFEST)
            .config(DOCKER_CONFIG, bytes(image))
            .layer(DOCKER_LAYER, tarGz)
            .build());
    all.add(
        new Sample.Builder(Layout.COMPAT, MediaTypes.OCI_MANIFEST)
            .config(OCI_CONFIG, bytes(image))
            .layer(OCI_LAYER, tarGz)
            .build());
    all.add(higress(tarGz));
    all.add(
        new Sample.Builder(Layout.SOLO, MediaTypes.OCI_MANIFEST)
            .config("application/vnd.unknown.config.v1+json", bytes("{}"))
            .layer(
                "application/vnd.module.wasm.config.v1+json", bytes("{\"type\":\"envoy_proxy\"}"))
            .layer(MediaTypes.SOLO_WASM, wasm)
            .build());
    String cncf =
        """
        {"created":"2026-01-01T00:00:00Z","architecture":"wasm","os":"wasip1","layerDigests":["%s"]}"""
            .formatted(Digest.sha256(wasm));
    all.add(
        new Sample.Builder(Layout.CNCF, MediaTypes.OCI_MANIFEST)
            .config("application/vnd.wasm.config.v0+json", bytes(cncf))
            .layer(MediaTypes.WASM, wasm)
            .build());
    return all;
  }

  private static Sample higress(byte[] tarGz) {
    String spec =
        """
        apiVersion: 1.0.0
        info: { category: custom, name: sample, title: Sample, version: 1.0.0 }
        spec: { phase: AUTHN, priority: 10 }
        """;
    return new Sample.Builder(Layout.HIGRESS, MediaTypes.OCI_MANIFEST)
        .config("application/vnd.unknown.config.v1+json", bytes("{}"))
        .file(MediaTypes.HIGRESS_DOC, "README.md", bytes("# Sample\n"))
        .file(MediaTypes.HIGRESS_SPEC, "spec.yaml", bytes(spec))
        .file(OCI_LAYER, "plugin.tar.gz", tarGz)
        .build();
  }

  static byte[] tar(byte[] wasm, boolean gzip) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(gzip ? new GZIPOutputStream(out) : out)) {
      TarArchiveEntry entry = new TarArchiveEntry("plugin.wasm", true);
      entry.setSize(wasm.length);
      entry.setModTime(0);
      tar.putArchiveEntry(entry);
      tar.write(wasm);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
