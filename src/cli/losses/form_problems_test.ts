import { assertEquals, assertMatch } from "@std/assert";
import { createOracle } from "../../oracle/mod.ts";
import { builtinSpecs, type Spec } from "../../spec/mod.ts";
import { formProblems } from "./form_problems.ts";

const oracle = await createOracle(builtinSpecs.values());

for (const spec of builtinSpecs.values()) {
  Deno.test(`formProblems() finds that the forms of ${spec.id} are one function`, () => {
    assertEquals(formProblems(spec, "x.json", oracle), []);
  });
}

const smooth = builtinSpecs.get("smooth_l1_loss")!;

/** The sentence about a loss that has one more form, or one more of its gradient. */
async function problemOf(
  form: string,
  gradient_forms: Spec["formula"]["gradient_forms"] = {},
): Promise<string> {
  const forms = { ...smooth.formula.forms, other: form };
  const spec: Spec = { ...smooth, formula: { ...smooth.formula, forms, gradient_forms } };
  const [problem] = formProblems(spec, "x.json", await createOracle([spec]));
  return `${problem.path} ${problem.what}`;
}

Deno.test("formProblems() shows a small input at which a form is another function", async () => {
  assertMatch(
    await problemOf("where(d < beta, 0.5 * d^2, d - 0.5 * beta)"),
    /^formula\.forms must be one function, but at pred = \[[^,]+\], target = \[[^,]+\], beta = .* the value is .* in the form textbook and .* in the form other$/,
  );
});

Deno.test("formProblems() sees a form that is off by a millionth", async () => {
  assertMatch(
    await problemOf("where(d < beta, 0.5 * d^2 / beta, d - 0.5 * beta) * 1.000001"),
    /in the form other$/,
  );
});

Deno.test("formProblems() says that a formula makes no sense", async () => {
  for (const form of ["d < beta", "d + (d < beta)"]) {
    assertEquals(
      await problemOf(form),
      "formula.forms cannot be evaluated: A comparison was used as a number",
    );
  }
  assertEquals(
    await problemOf("where(d, 1, 2)"),
    "formula.forms cannot be evaluated: A number was used as a condition",
  );
});

Deno.test("formProblems() looks at the gradient's own forms, too", async () => {
  assertMatch(
    await problemOf("where(d < beta, 0.5 * d^2 / beta, d - 0.5 * beta)", {
      pred: { slope: "where(pred < target, 1, -1)" },
    }),
    /the gradient by pred is .* in the form textbook and .* in the form slope$/,
  );
});
