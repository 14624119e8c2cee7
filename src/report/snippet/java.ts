/**
 * Snippets in Java, for the adapter that `lossproof init` begins.
 *
 * @module
 */
import type { Tensor } from "../../tensor/mod.ts";
import {
  elementsText,
  givenParams,
  numberText,
  type Spelling,
  wideOf,
  type Writer,
} from "./writer.ts";

const spelling: Spelling = {
  nan: "Double.NaN",
  infinity: "Double.POSITIVE_INFINITY",
  minusInfinity: "Double.NEGATIVE_INFINITY",
  minusZero: "-0.0",
  dotted: true,
};

/** A program in a file of its own. */
export const java: Writer = {
  lines: ({ call, output }) => {
    const { loss, dtype, inputs, reduction, upstream } = call;
    // Tensors are double there: the text must be that of a float64.
    const array = (t: Tensor) =>
      `new double[] {${elementsText(t, wideOf(t.dtype) === "i32" ? "i32" : "f64", spelling)}}`;
    const tensors = Object.entries(inputs).map(([name, t]) =>
      `    var ${name} = new Lossproof.Tensor(new int[] {${t.shape.join(", ")}}, ${array(t)});`
    );
    const names = Object.keys(inputs).map((name) => `"${name}", ${name}`);
    const params = givenParams(call).map(([name, x]) =>
      `"${name}", ${numberText(x, "f64", spelling)}`
    );
    const read = output === "value" ? "value()" : `gradients().get("${output}")`;
    return [
      "// As src/main/java/Counterexample.java; then: mvn -q package",
      "// and: java -cp target/my-losses.jar Counterexample",
      "import java.util.*;",
      "class Counterexample {",
      "  public static void main(String[] arguments) {",
      ...tensors,
      "    var call = new Lossproof.Call(",
      `        "${dtype}", Map.of(${names.join(", ")}),`,
      `        Map.of(${params.join(", ")}),`,
      `        "${reduction}", ${upstream === undefined ? "null" : array(upstream)});`,
      `    var answer = MyLosses.${camelCase(loss)}(call);`,
      `    System.out.println(Arrays.toString(answer.${read}.data()));`,
    ];
  },
  comment: (text) => `    // ${text}`,
  end: ["  }", "}"],
};

/** `smooth_l1_loss` as a method's name: `smoothL1Loss`. */
function camelCase(id: string): string {
  return id.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
