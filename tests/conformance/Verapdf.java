import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/**
 * Judges files by veraPDF: each line of the input is a profile ({@code ua1}, {@code 2a} …) and the
 * path of a file, parted by a tab.
 *
 * <p>Prints one line for each, {@code PASS}, {@code FAIL} or {@code ERROR}, below a {@code FAIL} one
 * line {@code RULE} for each broken rule, and then {@code END}; fields are parted by tabs.
 */
public final class Verapdf {
  private static final int SHOWN = 200;

  private static PrintWriter out;

  public static void main(String[] arguments) throws IOException {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    // the libraries talk on standard output: only verdicts go there
    PrintStream verdicts = System.out;
    System.setOut(System.err);
    out = new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(verdicts, StandardCharsets.UTF_8)));
    VeraGreenfieldFoundryProvider.initialise();
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      String[] fields = line.split("\t", 2);
      judge(fields[0], fields[1]);
      line("END");
      out.flush();
    }
  }

  private static void judge(String profile, String path) {
    PDFAFlavour flavour = PDFAFlavour.fromString(profile);
    ValidatorConfig config = ValidatorFactory.createConfig(
        flavour, false, SHOWN, false, false, Level.OFF, "", false);
    try (InputStream stream = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(config, flavour)) {
      ValidationResult result = validator.validate(parser);
      line(result.isCompliant() ? "PASS" : "FAIL", profile, path,
          Integer.toString(result.getTotalAssertions()));
      if (!result.isCompliant()) {
        rules(result);
      }
    } catch (Exception problem) {
      line("ERROR", profile, path, problem.toString());
    }
  }

  private static void rules(ValidationResult result) {
    Map<String, TestAssertion> first = new LinkedHashMap<>();
    Map<String, Integer> count = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule =
            assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        first.putIfAbsent(rule, assertion);
        count.merge(rule, 1, Integer::sum);
      }
    }
    for (Map.Entry<String, TestAssertion> entry : first.entrySet()) {
      line("RULE", entry.getKey(), count.get(entry.getKey()).toString(),
          entry.getValue().getMessage(), entry.getValue().getLocation().getContext());
    }
  }

  private static void line(String... fields) {
    for (int index = 0; index < fields.length; index++) {
      String field = fields[index] == null ? "" : fields[index].replaceAll("\\s+", " ");
      out.print((index == 0 ? "" : "\t") + field);
    }
    out.print("\n");
  }

  private Verapdf() {}
}
