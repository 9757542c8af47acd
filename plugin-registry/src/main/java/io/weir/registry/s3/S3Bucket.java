package io.weir.registry.s3;

import io.weir.registry.config.S3Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The objects below one prefix of a bucket; names are without the prefix. Blocks; thread-safe. An
 * object appears whole or not at all, and is there for everybody once a write has returned. Each
 * failure is an {@link IOException} that names the object.
 */
final class S3Bucket implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICTS_TRIED = 5;

  private static final int DELETES_AT_ONCE = 16;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /** One object as a listing has it. */
  record Listed(String name, long size) {}

  /** Something that the SDK does. */
  private interface Call<T> {
    T run();
  }

  private S3Bucket(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /**
   * Connects.
   *
   * @throws IOException when the bucket cannot be used, naming it and the likely remedy
   */
  static S3Bucket open(S3Config config) throws IOException {
    S3Client client = S3Clients.of(config);
    S3Bucket opened = new S3Bucket(client, config.bucket(), config.prefix());
    try {
      client.headBucket(request -> request.bucket(config.bucket()));
      return opened;
    } catch (SdkException e) {
      client.close();
      throw new IOException(
          "storage.s3: bucket %s at %s cannot be used: %s (expected: a bucket that exists, an endpoint that answers, and a key that may read, write, list and delete)"
              .formatted(config.bucket(), config.endpoint(), e.getMessage()),
          e);
    }
  }

  /** The size in bytes; -1 when there is no such object. */
  long size(String name) throws IOException {
    try {
      return client.headObject(request -> request.bucket(bucket).key(key(name))).contentLength();
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return -1;
      }
      throw failure("HEAD", name, e);
    } catch (SdkException e) {
      throw failure("HEAD", name, e);
    }
  }

  /** A whole small object; null when there is none. */
  byte @Nullable [] get(String name) throws IOException {
    try {
      return client
          .getObjectAsBytes(request -> request.bucket(bucket).key(key(name)))
          .asByteArrayUnsafe();
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return null;
      }
      throw failure("GET", name, e);
    } catch (SdkException e) {
      throw failure("GET", name, e);
    }
  }

  /**
   * Opens a range, which the caller closes; a stream that breaks off throws.
   *
   * @param length at least 1
   */
  InputStream read(String name, long offset, long length) throws IOException {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    return call(
        "GET",
        name,
        () ->
            new ObjectStream(
                client.getObject(request -> request.bucket(bucket).key(key(name)).range(range)),
                length,
                where(name)));
  }

  /** Writes over whatever was there. */
  void put(String name, byte[] content) throws IOException {
    call(
        "PUT",
        name,
        () ->
            client.putObject(
                request -> request.bucket(bucket).key(key(name)), RequestBody.fromBytes(content)));
  }

  /**
   * Writes an object that must not exist yet.
   *
   * @return false when it exists, which after a repeated attempt may be by this very call
   */
  boolean create(String name, byte[] content) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        client.putObject(
            request -> request.bucket(bucket).key(key(name)).ifNoneMatch("*"),
            RequestBody.fromBytes(content));
        return true;
      } catch (S3Exception e) {
        if (e.statusCode() == PRECONDITION_FAILED) {
          return false;
        }
        if (e.statusCode() != CONFLICT || attempt == CONFLICTS_TRIED) {
          throw failure("PUT", name, e);
        }
      } catch (SdkException e) {
        throw failure("PUT", name, e);
      }
    }
  }

  /** Writes a file of any length with memory that does not depend on it. */
  void upload(String name, Path file) throws IOException {
    try {
      MultipartUpload.upload(client, bucket, key(name), file);
    } catch (SdkException e) {
      throw failure("PUT", name, e);
    }
  }

  /** Whether it is there or not. */
  void delete(String name) throws IOException {
    call(
        "DELETE",
        name,
        () -> client.deleteObject(request -> request.bucket(bucket).key(key(name))));
  }

  /** Deletes all of these, several at once. */
  void deleteAll(List<String> names) throws IOException {
    Semaphore free = new Semaphore(DELETES_AT_ONCE);
    List<Future<?>> deletes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String each : names) {
        free.acquireUninterruptibly();
        deletes.add(
            threads.submit(
                () -> {
                  try {
                    delete(each);
                  } finally {
                    free.release();
                  }
                  return null;
                }));
      }
    }
    for (Future<?> each : deletes) {
      if (each.state() == Future.State.FAILED) {
        throw new IOException(each.exceptionNow().getMessage(), each.exceptionNow());
      }
    }
  }

  /** Copies within the bucket; up to 5 GiB. */
  void copy(String from, String to) throws IOException {
    call(
        "COPY",
        from,
        () ->
            client.copyObject(
                request ->
                    request
                        .sourceBucket(bucket)
                        .sourceKey(key(from))
                        .destinationBucket(bucket)
                        .destinationKey(key(to))));
  }

  /** All objects whose names begin with {@code start}, in the order of their names. */
  void list(String start, Consumer<Listed> each) throws IOException {
    try {
      client
          .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(key(start)))
          .contents()
          .forEach(object -> each.accept(listed(object)));
    } catch (SdkException e) {
      throw failure("LIST", start, e);
    }
  }

  private Listed listed(software.amazon.awssdk.services.s3.model.S3Object object) {
    return new Listed(object.key().substring(prefix.length()), object.size());
  }

  /** Ends uploads in parts that an earlier run left; their parts cost storage and are not seen. */
  void abortUploads(String start) throws IOException {
    call("LIST", start, () -> MultipartUpload.abortAll(client, bucket, key(start)));
  }

  /** {@code s3://bucket/prefix/name}. */
  String where(String name) {
    return "s3://" + bucket + "/" + key(name);
  }

  private <T> T call(String what, String name, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (SdkException e) {
      throw failure(what, name, e);
    }
  }

  private IOException failure(String what, String name, SdkException e) {
    return new IOException(what + " " + where(name) + " failed: " + e.getMessage(), e);
  }

  private String key(String name) {
    return prefix + name;
  }

  @Override
  public void close() {
    client.close();
  }
}
