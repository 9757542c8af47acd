package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.Reference;
import io.weir.registry.http.Action;
import io.weir.registry.http.ClientGoneException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.upload.UploadSession;
import io.weir.registry.store.upload.UploadStore;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v2/<name>/blobs/uploads/}: blobs on their way in (distribution specification, "Pushing
 * blobs"): at once, in two steps, in chunks, or mounted from another repository.
 */
final class UploadEndpoint {
  private static final Pattern CHUNK = Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})");
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final RegistryStore store;
  private final UploadStore uploads;
  private final long maxBlobBytes;

  UploadEndpoint(RegistryStore store, UploadStore uploads, long maxBlobBytes) {
    this.store = store;
    this.uploads = uploads;
    this.maxBlobBytes = maxBlobBytes;
  }

  /** Opens an upload, or does all of one. */
  RegistryResponse open(RegistryRequest request, String repository) throws IOException {
    if (!request.method().equals("POST")) {
      throw DistributionHandler.notAllowed(request, "POST");
    }
    String mount = request.parameter("mount");
    String digest = request.parameter("digest");
    if (mount != null && mounted(request, repository, Endpoint.digest(mount))) {
      return created(repository, Endpoint.digest(mount));
    }
    Digest whole = digest == null ? null : Endpoint.digest(digest);
    refuseTooLarge(request);
    UploadSession session = uploads.open(repository, algorithm(request, whole));
    if (whole == null) {
      return progress(202, repository, session);
    }
    session.lock().lock();
    try {
      session.append(request.body(), maxBlobBytes);
      return finish(repository, session, whole);
    } finally {
      session.lock().unlock();
      uploads.close(session);
    }
  }

  /** Without {@code from}, any repository will do that the caller may read. */
  private boolean mounted(RegistryRequest request, String repository, Digest digest)
      throws IOException {
    String from = request.parameter("from");
    if (from == null) {
      from = store.holder(digest, each -> request.caller().may(Action.PULL, each));
    }
    return from != null
        && Reference.isRepository(from)
        && request.caller().may(Action.PULL, from)
        && store.mountBlob(from, repository, digest);
  }

  private static Digest.Algorithm algorithm(RegistryRequest request, @Nullable Digest whole) {
    String name = request.parameter("digest-algorithm");
    if (whole != null) {
      return whole.algorithm();
    }
    try {
      return name == null ? Digest.Algorithm.SHA256 : Digest.Algorithm.parse(name);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.DIGEST_INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** Goes on with an upload, asks after it, ends it. */
  RegistryResponse handle(RegistryRequest request, Endpoint.Upload upload) throws IOException {
    UploadSession session = find(upload);
    if (!session.lock().tryLock()) {
      throw new RegistryFault(
          ErrorCode.BLOB_UPLOAD_INVALID,
          409,
          "upload " + upload.id() + ": another request is at it");
    }
    try {
      find(upload); // it may have ended before the lock was had
      return switch (request.method()) {
        case "GET", "HEAD" -> progress(204, upload.repository(), session);
        case "PATCH" -> patch(request, upload.repository(), session);
        case "PUT" -> put(request, upload.repository(), session);
        case "DELETE" -> cancel(session);
        default -> throw DistributionHandler.notAllowed(request, "GET, PATCH, PUT, DELETE");
      };
    } finally {
      session.lock().unlock();
    }
  }

  private UploadSession find(Endpoint.Upload upload) {
    UploadSession session = uploads.find(upload.repository(), upload.id());
    if (session == null) {
      throw new RegistryFault(
          ErrorCode.BLOB_UPLOAD_UNKNOWN,
          "no upload " + upload.id() + " in " + upload.repository() + "; it may have expired");
    }
    return session;
  }

  private RegistryResponse patch(RegistryRequest request, String repository, UploadSession session)
      throws IOException {
    append(request, repository, session);
    return progress(202, repository, session);
  }

  private RegistryResponse put(RegistryRequest request, String repository, UploadSession session)
      throws IOException {
    String text = request.parameter("digest");
    if (text == null) {
      throw new RegistryFault(
          ErrorCode.DIGEST_INVALID, "digest: missing (expected: ?digest=sha256:...)");
    }
    Digest digest = Endpoint.digest(text);
    append(request, repository, session);
    try {
      return finish(repository, session, digest);
    } finally {
      uploads.close(session);
    }
  }

  private RegistryResponse cancel(UploadSession session) throws IOException {
    uploads.close(session);
    return RegistryResponse.empty(204);
  }

  private void append(RegistryRequest request, String repository, UploadSession session)
      throws IOException {
    String range = request.header("content-range");
    if (range != null) {
      requireNext(request, repository, session, range);
    }
    refuseTooLarge(request);
    try {
      session.append(request.body(), maxBlobBytes);
    } catch (ClientGoneException e) {
      throw e; // who may come again and go on
    } catch (RegistryFault | IOException e) {
      uploads.close(session); // too large, or the disk is full: its room is wanted
      throw e;
    }
  }

  /** A chunk must begin where the last ended; the upload stays open when it does not. */
  private static void requireNext(
      RegistryRequest request, String repository, UploadSession session, String range) {
    Matcher matcher = CHUNK.matcher(range.strip());
    boolean next = matcher.matches() && Long.parseLong(matcher.group(1)) == session.length();
    if (next && request.contentLength() >= 0) {
      long announced = Long.parseLong(matcher.group(2)) - session.length() + 1;
      next = announced == request.contentLength();
    }
    if (!next) {
      throw new RegistryFault(
              ErrorCode.BLOB_UPLOAD_INVALID,
              RANGE_NOT_SATISFIABLE,
              "Content-Range: %s (expected: to begin at %d and fit the body)"
                  .formatted(range, session.length()))
          .with("Location", location(repository, session))
          .with("Range", received(session));
    }
  }

  private void refuseTooLarge(RegistryRequest request) {
    if (request.contentLength() > maxBlobBytes) {
      throw new RegistryFault(
          ErrorCode.SIZE_INVALID,
          413,
          "blob: %d bytes (expected: at most %d)".formatted(request.contentLength(), maxBlobBytes));
    }
  }

  private RegistryResponse finish(String repository, UploadSession session, Digest expected)
      throws IOException {
    Digest actual = session.digest(expected);
    if (!actual.equals(expected)) {
      throw new RegistryFault(
          ErrorCode.DIGEST_INVALID,
          "digest: %s (expected: %s, that of the %d bytes received)"
              .formatted(expected, actual, session.length()));
    }
    store.putBlob(repository, expected, session.file(), session.length());
    return created(repository, expected);
  }

  private static RegistryResponse created(String repository, Digest digest) {
    return RegistryResponse.empty(201)
        .header("Location", "/v2/" + repository + "/blobs/" + digest)
        .header("Docker-Content-Digest", digest.toString());
  }

  private static RegistryResponse progress(int status, String repository, UploadSession session) {
    return RegistryResponse.empty(status)
        .header("Location", location(repository, session))
        .header("Range", received(session))
        .header("Docker-Upload-UUID", session.id());
  }

  private static String location(String repository, UploadSession session) {
    return "/v2/" + repository + "/blobs/uploads/" + session.id();
  }

  private static String received(UploadSession session) {
    return "0-" + Math.max(0, session.length() - 1);
  }
}
