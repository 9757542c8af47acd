package io.weir.bench.registry.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What a run of the suite has written: {@code junit.xml}. */
record SuiteReport(List<SuiteCase> cases) {

  /**
   * Reads a report.
   *
   * @throws IOException when it is not there or is none
   */
  static SuiteReport read(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    List<SuiteCase> cases = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && reader.getLocalName().equals("testcase")) {
          cases.add(testcase(reader));
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(file + ": not a report of the suite: " + e.getMessage(), e);
    }
    if (cases.isEmpty()) {
      throw new IOException(file + ": no case (expected: a report of the suite)");
    }
    return new SuiteReport(List.copyOf(cases));
  }

  private static SuiteCase testcase(XMLStreamReader reader) throws XMLStreamException {
    String name = reader.getAttributeValue(null, "name");
    SuiteCase.Status status = status(reader.getAttributeValue(null, "status"));
    String said = "";
    while (reader.next() != XMLStreamConstants.END_ELEMENT
        || !reader.getLocalName().equals("testcase")) {
      if (reader.getEventType() == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals("system-out")) {
        said = reader.getElementText().strip().replace('\n', ';');
      }
    }
    return new SuiteCase(name, status, status == SuiteCase.Status.PASSED ? "" : said);
  }

  private static SuiteCase.Status status(String text) {
    return switch (text) {
      case "passed" -> SuiteCase.Status.PASSED;
      case "skipped" -> SuiteCase.Status.SKIPPED;
      default -> SuiteCase.Status.FAILED; // "failure" and "error"
    };
  }

  List<SuiteCase> of(SuiteCase.Status status) {
    return cases.stream().filter(each -> each.status() == status).toList();
  }
}
