import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathPathExpr;

/**
 * Fills in forms with JavaRosa. Each line of its input is "form" and a file, or a path, a kind and
 * an answer. Each line of its output tells all questions: path, relevant, required, answer.
 */
public class Respondent {
    private static FormDef form;

    public static void main(String[] arguments) throws Exception {
        new XFormsModule().registerModule();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                follow(line.split("\t", -1));
                StringBuilder told = new StringBuilder();
                tell(form.getMainInstance().getRoot(), "", told);
                out.println(told);
            } catch (Throwable wrong) {
                out.println("error " + String.valueOf(wrong).replace('\n', ' '));
            }
        }
    }

    private static void follow(String[] asked) throws Exception {
        if (asked[0].equals("form")) {
            form = new XFormParser(new InputStreamReader(
                new FileInputStream(asked[1]), StandardCharsets.UTF_8)).parse();
            form.initialize(true, new InstanceInitializationFactory());
            return;
        }
        TreeReference reference = TreeReference.rootRef();
        for (String name : asked[0].split("/")) {
            reference.add(name, 0);
        }
        form.setValue(answer(asked[1], asked[2]), reference, true);
    }

    private static IAnswerData answer(String kind, String text) {
        if (text.isEmpty()) {
            return null;
        }
        boolean isNumber = kind.equals("number");
        return isNumber ? new DecimalData(Double.parseDouble(text)) : new StringData(text);
    }

    private static void tell(TreeElement element, String around, StringBuilder told) {
        for (int place = 0; place < element.getNumChildren(); place++) {
            TreeElement child = element.getChildAt(place);
            String path = around + child.getName();
            if (child.getNumChildren() > 0) {
                tell(child, path + "/", told);
            } else {
                String answer = child.getValue() == null ? ""
                    : XPathFuncExpr.toString(XPathPathExpr.unpackValue(child.getValue()));
                told.append(path).append('\t').append(child.isRelevant()).append('\t')
                    .append(child.isRequired()).append('\t').append(answer).append('\t');
            }
        }
    }
}
