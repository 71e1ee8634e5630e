import java.nio.file.Files;
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
 * Validates many PDFs in one JVM, which takes longer to start than to validate dozens of files.
 *
 * Arguments: a file that lists the PDFs, one on each line, and the profiles, such as "ua1 3a". Prints one line for each
 * PDF and profile: the PDF, the profile, "passed" or "failed", the number of checks made, and the rules that failed,
 * separated by tabs.
 */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : Files.readAllLines(Path.of(arguments[0]))) {
            for (int i = 1; i < arguments.length; i++) {
                System.out.println(file + "\t" + arguments[i] + "\t" + verdict(file, arguments[i]));
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
