/**
 * One call of a loss in plain float64: its terms, its value, and slopes by difference quotients.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { type Plain, plainIn, type Setting } from "./evaluate.ts";
import { type Index, type Lengths, type Name, placesAlong, positionOf } from "./names.ts";

/** How an evaluation rounds: what an operation gives, and how many ulps that is off by. */
export type Round = Setting["round"];

/** A number of an input that is not the call's own. */
export interface Moved {
  readonly input: string;
  readonly position: number;
  readonly to: number;
}

/** A call that is evaluated. */
export interface PlainCall {
  /** The terms of the first form before reduction, 0 for rows that do not count. */
  terms(): readonly number[];
  /** What the reduction makes of the terms. */
  value(): readonly number[];
  /** What the reduction divides by; 1 where by nothing. */
  denominator(): number;
  /** What the terms that an input's element counts in come to, each times the gradient from above. */
  pull(input: string, position: number, to: number): number;
  /** The gradient by an element as the first form writes it; undefined where it writes none. */
  written(input: string, position: number): number | undefined;
}

/**
 * Opens a call.
 *
 * @param spec the loss
 * @param call a call that fits it
 * @param round rounds operations
 */
export function plainCall(spec: Spec, call: Call, round: Round = (x) => x): PlainCall {
  const lengths = lengthsOf(spec, call);
  const records = recordAxesOf(spec);
  const all = [...new Set([...Object.values(spec.inputs).flatMap(({ shape }) => shape)])];
  const entryAxes = all.filter((axis) => !records.includes(axis));
  const { formula } = spec;
  const form = Object.values(formula.forms)[0];
  const text = typeof form === "string" ? form : form.value;
  const upstream = call.upstream?.data;
  const places = [...placesAlong(spec.output, lengths)];
  const ownNames = namesOf(spec, call, lengths, entryAxes);
  const own = open();

  /** The names, with one number of an input in another's place. */
  function namesWith(moved?: Moved): ReadonlyMap<string, Name> {
    const name = moved === undefined ? undefined : ownNames.get(moved.input);
    if (moved === undefined || name?.is !== "tensor") return ownNames;
    const data = Float64Array.from(name.data).with(moved.position, moved.to);
    return new Map(ownNames).set(moved.input, { ...name, data });
  }

  function open(moved?: Moved): Plain {
    const setting: Setting = {
      names: namesWith(moved),
      lengths,
      entryAxes,
      components: componentsOf(spec),
      round,
    };
    if (moved === undefined) return plainIn(setting);
    const fixed = { ...setting, names: ownNames };
    return plainIn({ ...setting, fixed });
  }

  /** The names with what `base`, or `derivative`, is at each place. */
  function wrapping(of: (at: Index) => number, name = "base"): Plain {
    const names = new Map(ownNames);
    names.set(name, { is: "computed", of });
    return plainIn({ names, lengths, entryAxes, components: componentsOf(spec), round });
  }

  function wrapped(plain: Plain, moved?: Moved): (at: Index) => number {
    if (formula.wrap === undefined) return (at) => plain.valueAt(text, at);
    const names = new Map(namesWith(moved));
    names.set("base", { is: "computed", of: (at) => plain.valueAt(text, at) });
    const setting = { names, lengths, entryAxes, components: componentsOf(spec), round };
    const fixedNames = new Map(ownNames);
    fixedNames.set("base", { is: "computed", of: (at) => own.valueAt(text, at) });
    const outer = plainIn(
      moved === undefined ? setting : { ...setting, fixed: { ...setting, names: fixedNames } },
    );
    return (at) => outer.valueAt(formula.wrap!, at);
  }

  const isIgnored = (at: Index): boolean =>
    spec.ignore !== undefined && own.valueAt(spec.ignore, at) === 1;

  const above = (at: Index): number => {
    if (upstream === undefined) return 1;
    return call.reduction === "none" ? upstream[positionOf(spec.output, at, lengths)] : upstream[0];
  };

  const terms = once(() => {
    const term = wrapped(own);
    return places.map((at) => isIgnored(at) ? 0 : term(at));
  });

  const denominator = once(() => denominatorOf(spec, call, lengths, records, places, isIgnored));

  /** The places along an input's axes that an element of it is at. */
  function placeOf(input: string, position: number): Index {
    const { shape } = spec.inputs[input];
    const at: Record<string, number> = {};
    let rest = position;
    for (const axis of shape.toReversed()) {
      at[axis] = rest % lengths[axis];
      rest = Math.floor(rest / lengths[axis]);
    }
    return call.inputs[input].shape.length === 0 ? {} : at;
  }

  /** The terms of the records that an element belongs to. */
  function termsOf(input: string, position: number): readonly Index[] {
    const at = placeOf(input, position);
    return places.filter((place) =>
      records.every((axis) => at[axis] === undefined || at[axis] === place[axis])
    );
  }

  function pull(input: string, position: number, to: number): number {
    const moved = { input, position, to };
    const term = wrapped(open(moved), moved);
    let sum = 0;
    for (const at of termsOf(input, position)) {
      if (!isIgnored(at)) sum = round(sum + round(above(at) * term(at), 1), 1);
    }
    return sum;
  }

  return {
    terms,
    denominator,
    value() {
      if (call.reduction === "none") return terms().map((term) => round(term / denominator(), 1));
      const sum = terms().reduce((a, b) => round(a + b, 1), 0);
      return [round(sum / denominator(), 1)];
    },
    pull,
    written(input, position) {
      const gradient = typeof form === "string" ? undefined : form.gradient[input];
      if (gradient === undefined) return undefined;
      // What `derivative` stands for is tested where forms are compared.
      if (/\bderivative\b/.test(gradient)) return undefined;
      const at = placeOf(input, position);
      const shared = records.filter((axis) => at[axis] === undefined);
      let sum = 0;
      for (const record of placesAlong(shared, lengths)) {
        const place = { ...record, ...at };
        if (isIgnored(place)) continue;
        sum = round(sum + above(place) * outerAt(place) * own.valueAt(gradient, place), 2);
      }
      return sum;
    },
  };

  /** d wrap / d base at a place. */
  function outerAt(at: Index): number {
    if (formula.wrap === undefined) return 1;
    const here = own.valueAt(text, at);
    const step = 2 ** -20 * Math.max(Math.abs(here), 2 ** -10);
    const [more, less] = [here + step, here - step]
      .map((base) => wrapping(() => base).valueAt(formula.wrap!, at));
    return (more - less) / (2 * step);
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}

/** The axes of the records: the first open one of the output, and "...". */
function recordAxesOf(spec: Spec): readonly string[] {
  if (spec.coupled === true) return [];
  const leading = spec.output.find((axis) =>
    axis !== "..." && axis !== "C" && spec.axes?.[axis] === undefined
  );
  const isFurther = Object.values(spec.inputs).some(({ shape }) => shape.includes("..."));
  if (leading === undefined) return [];
  return isFurther ? [leading, "..."] : [leading];
}

function componentsOf(spec: Spec): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(spec.axes ?? {}).flatMap(([axis, said]) =>
      typeof said === "number" ? [] : [[axis, said]]
    ),
  );
}

/** How long each axis is in a call: of the tensors that have it. */
function lengthsOf(spec: Spec, call: Call): Lengths {
  const lengths: Record<string, number> = {};
  for (const [axis, said] of Object.entries(spec.axes ?? {})) {
    lengths[axis] = typeof said === "number" ? said : said.length;
  }
  for (const [name, { shape, scalar_allowed }] of Object.entries(spec.inputs)) {
    const given = call.inputs[name]?.shape;
    if (given === undefined || scalar_allowed && given.length === 0) continue;
    let at = 0;
    for (const axis of shape) {
      const isOpen = axis === "*" || axis === "...";
      const count = isOpen ? given.length - shape.length + 1 : 1;
      lengths[axis] = given.slice(at, at += count).reduce((product, length) => product * length, 1);
    }
  }
  return lengths;
}

function namesOf(
  spec: Spec,
  call: Call,
  lengths: Lengths,
  entryAxes: readonly string[],
): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>();
  for (const axis of entryAxes) {
    const value = lengths[axis];
    names.set(axis, value === undefined ? { is: "absent" } : { is: "number", value });
  }
  for (const [name, text] of Object.entries(spec.formula.let)) {
    names.set(name, { is: "part", text });
  }
  const numbers = [
    ...Object.entries(spec.pinned),
    ...Object.keys(spec.params)
      .map((name): [string, number | null] => [name, call.params[name] ?? null]),
  ];
  for (const [name, value] of numbers) {
    names.set(name, value === null ? { is: "absent" } : { is: "number", value });
  }
  for (const [name, { shape, absent }] of Object.entries(spec.inputs)) {
    const given = call.inputs[name];
    if (given === undefined) {
      names.set(name, { is: "absent", ...absent !== undefined && { value: absent } });
      continue;
    }
    const data = Float64Array.from(given.data);
    names.set(name, { is: "tensor", axes: given.shape.length === 0 ? [] : shape, data });
  }
  return names;
}

function denominatorOf(
  spec: Spec,
  call: Call,
  lengths: Lengths,
  records: readonly string[],
  places: readonly Index[],
  isIgnored: (at: Index) => boolean,
): number {
  const rule = spec.reduction.denominators[call.reduction];
  if (rule === undefined) return 1;
  const given = rule.given_by === undefined ? null : call.params[rule.given_by] ?? null;
  if (given !== null) return given + (rule.given_plus ?? 0);
  const inputs = Object.entries(spec.inputs);
  const read = (name: string, at: Index): number => {
    const { shape, absent } = spec.inputs[name];
    const tensor = call.inputs[name];
    if (tensor === undefined) return absent ?? 1;
    const axes = tensor.shape.length === 0 ? [] : shape;
    return tensor.data[positionOf(axes, at, lengths)];
  };
  const rows = [...placesAlong(records, lengths)];
  const weightOf = (at: Index) =>
    inputs.filter(([, { role }]) => role === "weight")
      .reduce((product, [name]) => product * read(name, at), 1);
  const label = inputs.find(([, { kind }]) => kind === "label")?.[0];
  const classWeight = inputs.find(([, { role }]) => role === "class_weight")?.[0];
  const counting = places.filter((at) => !isIgnored(at));
  const add = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const count = (): number => {
    switch (rule.of) {
      case "elements":
        return places.length;
      case "rows":
        return rows.length;
      case "valid_rows":
        return rows.filter((at) => !isIgnored(at)).length;
      case "sum_of_weights":
        return add(counting.map(weightOf));
      case "count_of_positive_weights":
        return counting.filter((at) => weightOf(at) > 0).length;
      case "count_of_nonzero_weights":
        return counting.filter((at) => weightOf(at) !== 0).length;
      case "sum_of_label_weights":
        return add(
          counting.map((at) =>
            label === undefined || classWeight === undefined
              ? 1
              : read(classWeight, { ...at, C: read(label, at) })
          ),
        );
    }
  };
  const divided = rule.divided_by === undefined ? 1 : call.params[rule.divided_by] ?? NaN;
  const sum = count() / divided + (rule.plus ?? 0);
  return rule.minimum === undefined ? sum : Math.max(sum, rule.minimum);
}
