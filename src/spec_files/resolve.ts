/**
 * Extensions: a loss that is another one with something added, wrapped, or left out.
 *
 * @module
 */
import type { LoadedSpec } from "./loaded_spec.ts";
import type { Extension, Reject, Spec, SpecFile } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";
import type { Problem } from "./problem.ts";
import { withSharedParts } from "./shared_parts.ts";

/** Characters of a wrap, those that it is around included: each may read the one within twice. */
const mostCharacters = 10_000;

/** The losses that could be resolved, and what was wrong with the others. */
export interface Resolved {
  readonly specs: ReadonlyMap<string, Spec>;
  readonly problems: readonly Problem[];
}

/**
 * Merges every extension into its base.
 *
 * @param files specs as read, in any order
 * @param known losses that are there already
 * @returns the losses of the files by id, and the problems found on the way
 */
export function resolve(
  files: readonly LoadedSpec[],
  known: ReadonlyMap<string, Spec>,
): Resolved {
  const problems: Problem[] = [];
  const byId = new Map<string, LoadedSpec>();
  for (const loaded of files) {
    const { file, spec: { id } } = loaded;
    const other = known.has(id) ? "a built-in loss" : inFile(byId.get(id));
    if (other === undefined) byId.set(id, loaded);
    else problems.push({ file, path: "id", what: `must be unique: "${id}" is also ${other}` });
  }
  const specs = new Map<string, Spec>();
  const failed = new Set<string>();

  function find(id: string, way: readonly string[]): Spec | undefined {
    const done = known.get(id) ?? specs.get(id);
    const loaded = byId.get(id);
    if (done !== undefined || failed.has(id) || loaded === undefined) return done;
    const { file, spec } = loaded;
    const complain = (path: string, what: string) => problems.push({ file, path, what });
    const before = problems.length;
    let whole: Spec | undefined;
    if (!isExtension(spec)) {
      const { uses = [], ...own } = spec;
      whole = { ...own, formula: withSharedParts(own.formula, uses, complain) };
    } else if (way.includes(spec.extends) || spec.extends === id) {
      complain("extends", `leads back to itself: ${[...way, id, spec.extends].join(" -> ")}`);
    } else if (!known.has(spec.extends) && !byId.has(spec.extends)) {
      const losses = [...known.keys(), ...byId.keys()];
      complain(
        "extends",
        `names an unknown loss "${spec.extends}"${didYouMean(spec.extends, losses)}`,
      );
    } else {
      const base = find(spec.extends, [...way, id]);
      if (base !== undefined) whole = extendSpec(base, spec, complain);
      const wrap = whole?.formula.wrap ?? "";
      if (wrap.length > mostCharacters) {
        complain(
          "wrap",
          `with its base's has ${wrap.length} characters, and ${mostCharacters} are the limit`,
        );
      }
    }
    if (whole === undefined || problems.length > before) failed.add(id);
    else specs.set(id, whole);
    return specs.get(id);
  }

  for (const id of byId.keys()) find(id, []);
  const inOrder = [...byId.keys()].flatMap((id) => {
    const spec = specs.get(id);
    return spec === undefined ? [] : [[id, spec] as const];
  });
  return { specs: new Map(inOrder), problems };
}

/** Whether a spec file builds on another. */
function isExtension(spec: SpecFile): spec is Extension {
  return "extends" in spec;
}

function extendSpec(
  base: Spec,
  child: Extension,
  complain: (path: string, what: string) => void,
): Spec {
  const removed = removedConstants(base, child, complain);
  const has = (name: string) => !(name in removed);
  const { extends: _extends, without: _without, wrap, ...own } = child;
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return {
    ...base,
    ...said,
    inputs: { ...pick(base.inputs, has), ...child.inputs },
    params: { ...pick(base.params, has), ...child.params },
    pinned: { ...base.pinned, ...removed, ...child.pinned },
    formula: {
      ...base.formula,
      wrap: composeWraps(base.formula.wrap, wrap),
      gradient_forms: pick(base.formula.gradient_forms, has),
    },
    sources: [...base.sources, ...(child.sources ?? [])],
    boundaries: [
      ...base.boundaries.filter(({ input }) => has(input)),
      ...(child.boundaries ?? []),
    ],
    invariants: child.invariants ?? [],
    rejects: mergeRejects(base.rejects, child.rejects ?? [], has),
    notes: [...base.notes, ...(child.notes ?? [])],
  };
}

/** The constants that stand in for what the extension leaves out. */
function removedConstants(
  base: Spec,
  child: Extension,
  complain: (path: string, what: string) => void,
): Record<string, number | null> {
  const removed: Record<string, number | null> = {};
  child.without.forEach((name, i) => {
    const input = base.inputs[name];
    const param = base.params[name];
    const path = `without[${i}]`;
    if (input === undefined && param === undefined) {
      const names = [...Object.keys(base.inputs), ...Object.keys(base.params)];
      complain(path, `names "${name}", which ${base.id} has not${didYouMean(name, names)}`);
    } else if (input !== undefined && !input.optional) {
      complain(path, `names "${name}", an input that ${base.id} requires`);
    } else if (name in child.inputs || name in child.params) {
      complain(path, `names "${name}", which this file declares itself`);
    } else {
      removed[name] = param === undefined ? input.absent ?? null : param.default;
    }
  });
  return removed;
}

/** The child's wrap around the base's. */
function composeWraps(inner: string | undefined, outer: string | undefined): string | undefined {
  if (inner === undefined || outer === undefined) return outer ?? inner;
  return outer.replace(/\bbase\b/g, () => `(${inner})`);
}

/** The base's rejects without those of removed names, those that the child repeats as it has them. */
function mergeRejects(
  base: readonly Reject[],
  child: readonly Reject[],
  has: (name: string) => boolean,
): Reject[] {
  const repeated = new Set(child.map(rejectIdentity));
  const kept = base.filter((reject) =>
    !repeated.has(rejectIdentity(reject)) && rejectNames(reject).every(has)
  );
  return [...kept, ...child];
}

function rejectIdentity(reject: Reject): string {
  const mode = "reduction" in reject ? [reject.reduction] : [];
  return [reject.kind, ...rejectNames(reject), ...mode].join(" ");
}

/** The inputs and parameters that a reject speaks of. */
export function rejectNames(reject: Reject): readonly string[] {
  if ("param" in reject) return [reject.param];
  if ("input" in reject) return [reject.input];
  return "of" in reject ? reject.of : [];
}

function pick<T>(record: Record<string, T>, keep: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => keep(name)));
}

function inFile(loaded: LoadedSpec | undefined): string | undefined {
  return loaded === undefined ? undefined : `in ${loaded.file}`;
}
