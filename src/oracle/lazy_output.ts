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
  errorBound(): Float64Array;
  overflow(): readonly Overflow[];
}

/** One form's honest enclosure. */
class LazyForm implements FormEnclosure {
  readonly name: string;
  readonly #honest: () => Enclosure;
  readonly #at: (element: number) => readonly [number, number];

  constructor(
    name: string,
    honest: () => Enclosure,
    at: (element: number) => readonly [number, number],
  ) {
    this.name = name;
    this.#honest = honest;
    this.#at = at;
  }

  at(element: number): readonly [number, number] {
    return this.#at(element);
  }

  get lo(): Float64Array {
    return this.#honest().lo;
  }

  get hi(): Float64Array {
    return this.#honest().hi;
  }
}

/** An output's truth, forms, A and overflows. */
export class LazyOutput implements OutputEnclosures {
  readonly forms: readonly LazyForm[];
  readonly #truth: () => Enclosure;
  readonly #errorBound: () => Float64Array;
  readonly #overflow: () => readonly Overflow[];

  constructor(names: readonly string[], parts: Parts) {
    this.forms = names.map((name, form) =>
      new LazyForm(
        name,
        lazily(() => parts.honest(form)),
        (element) => parts.honestAt(form, element),
      )
    );
    this.#truth = lazily(parts.truth);
    this.#errorBound = lazily(parts.errorBound);
    this.#overflow = lazily(parts.overflow);
  }

  get truth(): Enclosure {
    return this.#truth();
  }

  get errorBound(): Float64Array {
    return this.#errorBound();
  }

  get overflow(): readonly Overflow[] {
    return this.#overflow();
  }
}
