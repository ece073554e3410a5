import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * Evaluates expressions with JavaRosa: form.xml and answers.xml are its arguments, each line of its
 * input is a context, a tab and an expression; each line of its output a kind, a tab and a value.
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        new XFormsModule().registerModule();
        FormDef form = new XFormParser(reader(arguments[0]), reader(arguments[1])).parse();
        form.initialize(false, new InstanceInitializationFactory());
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] asked = line.split("\t", 2);
            out.println(answer(form, asked[0], asked[1]));
        }
    }

    private static InputStreamReader reader(String path) throws Exception {
        return new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8);
    }

    private static String answer(FormDef form, String context, String written) {
        try {
            XPathExpression expression = XPathParseTool.parseXPath(written);
            TreeReference here = place(context);
            EvaluationContext around = new EvaluationContext(form.getEvaluationContext(), here);
            around.setOriginalContext(here);
            Object value = expression.eval(form.getMainInstance(), around);
            if (value instanceof XPathNodeset) {
                StringBuilder texts = new StringBuilder("nodes\t");
                for (Object one : ((XPathNodeset) value).toArgList()) {
                    texts.append(XPathFuncExpr.toString(one)).append('|');
                }
                return texts.toString();
            }
            return value.getClass().getSimpleName() + "\t" + XPathFuncExpr.toString(value);
        } catch (Throwable wrong) {
            return "error\t" + String.valueOf(wrong.getMessage()).replace('\n', ' ');
        }
    }

    private static TreeReference place(String path) {
        TreeReference reference = TreeReference.rootRef();
        for (String part : path.substring(1).split("/")) {
            int bracket = part.indexOf('[');
            int row = bracket < 0 ? 0
                : Integer.parseInt(part.substring(bracket + 1, part.length() - 1)) - 1;
            reference.add(bracket < 0 ? part : part.substring(0, bracket), row);
        }
        return reference;
    }
}
