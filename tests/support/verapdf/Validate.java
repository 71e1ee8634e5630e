import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        for (String file = input.readLine(); file != null; file = input.readLine()) {
            for (String profile : profiles) {
                System.out.println(profile + "\t" + verdict(file, profile));
            }
        }
    }

    private static String verdict(String file, String profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(profile);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(Path.of(file).toFile(), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> rules = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                rules.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber());
            }
            String state = result.isCompliant() ? "passed" : "failed";
            return state + "\t" + result.getTotalAssertions() + "\t" + String.join(" ", rules);
        }
    }
}
