import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates PDFs as they are asked for, in one JVM, which takes longer to start than to validate dozens of files.
 *
 * Arguments: the profiles, such as "ua1 3a". Reads the path of a PDF from each line of the standard input, and prints
 * one line for each profile: the profile, "passed" or "failed", the number of checks made, and the rules that failed,
 * separated by tabs.
 */
public class Validate {
    public static void main(String[] profiles) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<PDFAFlavour> flavours = Arrays.stream(profiles).map(PDFAFlavour::fromString).toList();
        for (String file = input.readLine(); file != null; file = input.readLine()) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(Path.of(file).toFile());
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavours)) {
                for (ValidationResult result : validator.validateAll(parser)) {
                    System.out.println(result.getPDFAFlavour().getId() + "\t" + verdict(result));
                }
            }
        }
    }

    private static String verdict(ValidationResult result) {
        TreeSet<String> rules = new TreeSet<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            rules.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber());
        }
        String state = result.isCompliant() ? "passed" : "failed";
        return state + "\t" + result.getTotalAssertions() + "\t" + String.join(" ", rules);
    }
}
