package io.weir.host.config;

/** That the files of certificates and keys can be used. Reads them: not on an event loop. */
final class TlsFileChecks {
  private final Problems problems;

  TlsFileChecks(Problems problems) {
    this.problems = problems;
  }

  void certificate(CertificateFiles files, String path) {
    try {
      CertificateAndKey.load(files);
    } catch (TlsFileException e) {
      problems.add(
          Paths.field(path, e.isKey() ? "key" : "certificate"),
          String.valueOf(e.getMessage()),
          e.remedy());
    }
    String response = files.ocspResponse();
    if (response != null) {
      try {
        var unused = TlsFiles.read(response, false);
      } catch (TlsFileException e) {
        problems.add(Paths.field(path, "ocspResponse"), String.valueOf(e.getMessage()), e.remedy());
      }
    }
  }

  void authorities(String file, String path) {
    try {
      var unused = TlsFiles.certificates(file);
    } catch (TlsFileException e) {
      problems.add(path, String.valueOf(e.getMessage()), e.remedy());
    }
  }
}
