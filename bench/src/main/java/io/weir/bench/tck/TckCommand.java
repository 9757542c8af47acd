package io.weir.bench.tck;

import io.weir.proxywasm.tck.matrix.Matrix;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Rules;
import io.weir.proxywasm.tck.rule.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/tck}. Exit code 0: every cell is ok or explained; 1: some failed; 2: usage. */
@Command(
    name = "tck",
    sortOptions = false,
    description = {
      "Tries every rule of the proxy-wasm ABI on Weir's core with each engine, on a running Weir and on"
          + " a running Envoy, and prints the matrix."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/tck                              everything",
      "  bench/tck --only headers/ --host envoy one family on one host",
      "  bench/tck --wat headers/replace        the module of a rule, in plain WAT",
      "  bench/tck --other NAME=./start-it      another gateway under it"
    })
final class TckCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "REGEX", description = "Rules whose id has a match.")
  Pattern only = Pattern.compile("");

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "Columns whose name begins so, repeatable: core-endive, core-wasmtime, weir-endive, weir-wasmtime, envoy.")
  List<String> hosts = List.of();

  @Option(
      names = "--other",
      paramLabel = "NAME=COMMAND",
      description = "One more gateway, started by a command; see bench/README.md.")
  @Nullable String other;

  @Option(names = "--wat", paramLabel = "RULE", description = "Prints a rule's module and ends.")
  @Nullable String wat;

  @Option(names = "--markdown", description = "Prints the matrix as a table in Markdown.")
  boolean markdown;

  @Option(names = "--envoy", hidden = true, description = "Envoy's program.")
  Path envoy = Path.of("envoy");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  public static void main(String[] args) {
    System.exit(new CommandLine(new TckCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (wat != null) {
      return printWat(wat);
    }
    List<Rule> rules = Rules.all().stream().filter(r -> only.matcher(r.id()).find()).toList();
    List<Column> columns = columns();
    if (rules.isEmpty() || columns.isEmpty()) {
      System.err.println("tck: no rule or no column of that name");
      return 2;
    }
    Matrix matrix = new Matrix(rules);
    Path folder = Files.createTempDirectory("tck");
    List<String> missing = new ArrayList<>();
    for (Column column : columns) {
      try (Subject subject = column.opening().open(rules, folder)) {
        matrix.run(subject);
      } catch (Column.MissingException e) {
        missing.add("skip " + column.name() + ": " + e.getMessage());
      } catch (IOException e) {
        matrix.broken(column.name(), String.valueOf(e.getMessage()));
      }
    }
    PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
    if (markdown) {
      matrix.printMarkdown(out);
    } else {
      matrix.print(out);
    }
    missing.forEach(System.err::println);
    return end(folder, matrix.failures());
  }

  /** The gateways' files are of use only when something failed. */
  private static int end(Path folder, List<String> failures) throws IOException {
    if (!failures.isEmpty()) {
      failures.forEach(failure -> System.err.println("FAIL " + failure));
      System.err.println("files of the gateways: " + folder);
      return 1;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return 0;
  }

  private List<Column> columns() {
    List<Column> all =
        new ArrayList<>(
            List.of(
                Column.core("endive"),
                Column.core("wasmtime"),
                Column.weir("endive"),
                Column.weir("wasmtime"),
                Column.envoy(envoy)));
    if (other != null) {
      int sign = other.indexOf('=');
      all.add(Column.command(other.substring(0, sign), Path.of(other.substring(sign + 1))));
    }
    return all.stream()
        .filter(c -> hosts.isEmpty() || hosts.stream().anyMatch(c.name()::startsWith))
        .toList();
  }

  private static int printWat(String id) {
    for (Rule rule : Rules.all()) {
      if (rule.id().equals(id)) {
        System.out.print(rule.wat());
        return 0;
      }
    }
    System.err.println("--wat: " + id + " (expected: the id of a rule, as the matrix shows it)");
    return 2;
  }
}
