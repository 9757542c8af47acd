package io.weir.registry.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Brings a file up in parts, each read from the file as it is sent. */
final class MultipartUpload {
  private static final long PART_BYTES = 16L << 20;
  private static final long MOST_PARTS = 10_000;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final Path file;
  private final String id;

  private MultipartUpload(S3Client client, String bucket, String key, Path file, String id) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.file = file;
    this.id = id;
  }

  /** Uploads {@code file}, in one request when it is small. */
  static void upload(S3Client client, String bucket, String key, Path file) throws IOException {
    long size = Files.size(file);
    if (size <= PART_BYTES) {
      client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
      return;
    }
    String id = client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    MultipartUpload upload = new MultipartUpload(client, bucket, key, file, id);
    boolean complete = false;
    try {
      upload.sendAndComplete(size);
      complete = true;
    } finally {
      if (!complete) {
        upload.abort();
      }
    }
  }

  private void sendAndComplete(long size) {
    long partBytes = Math.max(PART_BYTES, Math.ceilDiv(size, MOST_PARTS));
    List<CompletedPart> parts = new ArrayList<>();
    for (long offset = 0; offset < size; offset += partBytes) {
      parts.add(send(parts.size() + 1, offset, Math.min(partBytes, size - offset)));
    }
    client.completeMultipartUpload(
        request ->
            request
                .bucket(bucket)
                .key(key)
                .uploadId(id)
                .multipartUpload(completed -> completed.parts(parts)));
  }

  private CompletedPart send(int number, long offset, long length) {
    UploadPartResponse sent =
        client.uploadPart(
            request ->
                request
                    .bucket(bucket)
                    .key(key)
                    .uploadId(id)
                    .partNumber(number)
                    .contentLength(length),
            RequestBody.fromContentProvider(
                () -> slice(offset, length), length, "application/octet-stream"));
    return CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build();
  }

  /** A fresh stream for each attempt; the SDK closes it. */
  private InputStream slice(long offset, long length) {
    try {
      return new FileSlice(file, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void abort() {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      // what failed before is what is told; the parts go at the next start
    }
  }

  /** How many uploads below {@code start} were ended. */
  static int abortAll(S3Client client, String bucket, String start) {
    int ended = 0;
    for (var each :
        client
            .listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(start))
            .uploads()) {
      client.abortMultipartUpload(
          request -> request.bucket(bucket).key(each.key()).uploadId(each.uploadId()));
      ended++;
    }
    return ended;
  }
}
