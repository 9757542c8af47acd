package io.weir.host.tls;

import io.weir.host.config.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What files were like at one moment: enough to tell whether one has changed. Symbolic links are
 * followed, as Kubernetes replaces secrets by them.
 */
record FileStamp(List<String> states) {
  static FileStamp of(CertificateFiles files) {
    List<String> states = new ArrayList<>();
    states.add(state(files.certificate()));
    states.add(state(files.key()));
    String response = files.ocspResponse();
    states.add(response == null ? "" : state(response));
    return new FileStamp(states);
  }

  private static String state(String file) {
    try {
      BasicFileAttributes read =
          Files.readAttributes(Path.of(file).toRealPath(), BasicFileAttributes.class);
      return read.lastModifiedTime() + " " + read.size() + " " + read.fileKey();
    } catch (IOException | InvalidPathException e) {
      return "missing"; // whoever reads it says why
    }
  }
}
