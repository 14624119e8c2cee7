/**
 * What is known of one output, each part computed when it is first read.
 *
 * These are classes, since a getter in an object literal gives every object a hidden class of its own:
 * V8 then keeps all that its closure sees until the next full collection.
 *
 * @module
 */
import type { Enclosure, FormEnclosure, OutputEnclosures, Overflow } from "./enclosure.ts";

/** Makes something when it is first asked for. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}

/** How to compute the parts; each is asked for once. */
export interface Parts {
  truth(): Enclosure;
  honest(form: number): Enclosure;
  honestAt(form: number, element: number): readonly [number, number];
  reach(form: number, element: number): number;
  across(element: number): number;
  intervals(form: number): Enclosure;
  overflow(): readonly Overflow[];
}

/** One form's honest enclosure. */
class LazyForm implements FormEnclosure {
  readonly name: string;
  readonly #form: number;
  readonly #parts: Parts;
  readonly #honest: () => Enclosure;

  constructor(name: string, form: number, parts: Parts) {
    this.name = name;
    this.#form = form;
    this.#parts = parts;
    this.#honest = lazily(() => parts.honest(form));
  }

  at(element: number): readonly [number, number] {
    return this.#parts.honestAt(this.#form, element);
  }

  reach(element: number): number {
    return this.#parts.reach(this.#form, element);
  }

  get intervals(): Enclosure {
    return this.#parts.intervals(this.#form);
  }

  get lo(): Float64Array {
    return this.#honest().lo;
  }

  get hi(): Float64Array {
    return this.#honest().hi;
  }
}

/** An output's truth, forms and overflows. */
export class LazyOutput implements OutputEnclosures {
  readonly forms: readonly LazyForm[];
  readonly #across: Parts["across"];
  readonly #truth: () => Enclosure;
  readonly #overflow: () => readonly Overflow[];

  constructor(names: readonly string[], parts: Parts) {
    this.forms = names.map((name, form) => new LazyForm(name, form, parts));
    this.#across = parts.across;
    this.#truth = lazily(parts.truth);
    this.#overflow = lazily(parts.overflow);
  }

  get truth(): Enclosure {
    return this.#truth();
  }

  across(element: number): number {
    return this.#across(element);
  }

  get overflow(): readonly Overflow[] {
    return this.#overflow();
  }
}
