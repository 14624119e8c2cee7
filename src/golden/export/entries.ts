/**
 * Golden cases as flat lists of named tensors, for formats that have nothing else.
 *
 * @module
 */
import { type FloatDType, type Tensor, tensor } from "../../tensor/mod.ts";
import { type Fixture, type GoldenCase, isRejection, type Numbers } from "../fixture.ts";
import { outputsOf } from "../judge.ts";

/** A tensor and its name: `case/inputs/pred`, `case/value/lo/textbook`. */
export type Entry = readonly [name: string, tensor: Tensor];

/**
 * Every tensor of a file. What is open is NaN there; {@linkcode describeCases} says which elements.
 *
 * @param fixture the file's cases
 */
export function entriesOf({ cases }: Fixture): Entry[] {
  return cases.flatMap((golden) => {
    const { name, call } = golden;
    const inputs = Object.entries(call.inputs).map((
      [input, t],
    ): Entry => [`${name}/inputs/${input}`, t]);
    return [
      ...inputs,
      ...call.upstream ? [[`${name}/upstream`, call.upstream] as const] : [],
      ...isRejection(golden) ? [] : outputsOf(golden).flatMap(([output, numbers]) => {
        const path = output === "value" ? `${name}/value` : `${name}/gradients/${output}`;
        return numberEntries(path, numbers, call.dtype);
      }),
    ];
  });
}

function numberEntries(path: string, numbers: Numbers, dtype: FloatDType): Entry[] {
  const { shape, expected, expected_f64, forms } = numbers;
  const of = (list: readonly (number | null)[], kind: FloatDType) =>
    tensor(kind, shape, list.map((x) => x ?? NaN));
  return [
    [`${path}/expected`, of(expected, dtype)],
    ...expected_f64 ? [[`${path}/expected_f64`, of(expected_f64, "f64")] as const] : [],
    ...forms.flatMap(({ name, lo, hi }): Entry[] => [
      [`${path}/lo/${name}`, of(lo, dtype)],
      [`${path}/hi/${name}`, of(hi, dtype)],
    ]),
  ];
}

/** What tensors do not say of the cases: a list for JSON, in the cases' order. */
export function describeCases({ cases }: Fixture): readonly unknown[] {
  return cases.map((golden: GoldenCase) => {
    const { name, purpose, why, call: { loss, dtype, params, reduction } } = golden;
    const about = { name, purpose, why, loss, dtype, params, reduction };
    if (isRejection(golden)) return { ...about, level: golden.level };
    const outputs = outputsOf(golden).map(([output, { forms, nonfinite, open }]) => [output, {
      forms: forms.map((form) => form.name),
      ...nonfinite && { nonfinite },
      ...open && { open: open.map(({ element, why }) => ({ element, why })) },
    }]);
    return { ...about, outputs: Object.fromEntries(outputs) };
  });
}
