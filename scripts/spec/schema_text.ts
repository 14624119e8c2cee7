/**
 * A JSON Schema as Markdown: its keys, its kinds, its values.
 *
 * @module
 */

/** As much of JSON Schema as the schema of specs has. */
export interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** A table in Markdown; `deno fmt` aligns it. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [head, head.map(() => "---"), ...rows].map(line).join("\n");
}

/**
 * The keys of an object.
 *
 * @param schema the object's
 * @param meanings what to say of a key instead of its description
 */
export function keyTable(
  schema: Schema,
  meanings: Readonly<Record<string, string>> = {},
): string {
  const rows = Object.keys(schema.properties ?? {}).map((key) => [
    `\`${key}\``,
    meanings[key] ?? meaningOf(schema, key),
    isNeeded(schema, key) ? "needed" : defaultOf(schema, key) ?? "",
  ]);
  return tableOf(["key", "what it is", "default"], rows);
}

/** An object with these of its keys alone, in this order. */
export function only(schema: Schema, keys: readonly string[]): Schema {
  const properties = Object.fromEntries(keys.map((key) => [key, schema.properties?.[key] ?? {}]));
  return { ...schema, properties };
}

/** The kinds of an object that is one of several, each with the keys that it has besides. */
export function kindList(schema: Schema, common: readonly string[]): string {
  return (schema.oneOf ?? []).map((kind) => {
    const { properties = {}, description = "" } = kind;
    const keys = Object.keys(properties).filter((key) => key !== "kind" && !common.includes(key));
    return [
      `- **\`${properties.kind?.const}\`**: ${description}`,
      ...keys.map((key) => `  - \`${key}\`${optionText(kind, key)}: ${meaningOf(kind, key)}`),
    ].join("\n");
  }).join("\n");
}

/** The values that a key may have, each with what its description says of it. */
export function valueTable(schema: Schema, key: string): string {
  const { description = "", enum: values = [] } = schema.properties?.[key] ?? {};
  const meanings = new Map(
    description.split("; ").map((one): [string, string] => {
      const colon = one.indexOf(": ");
      return [one.slice(0, colon), one.slice(colon + 2)];
    }),
  );
  const rows = values.map((value) => {
    const meaning = meanings.get(value);
    if (meaning === undefined) throw new RangeError(`"${key}" does not say what "${value}" is`);
    return [`\`${value}\``, meaning];
  });
  return tableOf([`\`${key}\``, "what it is"], rows);
}

function meaningOf({ properties = {} }: Schema, key: string): string {
  const { description } = properties[key] ?? {};
  if (description === undefined) throw new RangeError(`"${key}" does not say what it is`);
  return description;
}

function isNeeded({ required = [] }: Schema, key: string): boolean {
  return required.includes(key);
}

function defaultOf({ properties = {} }: Schema, key: string): string | undefined {
  const value = properties[key]?.default;
  return value === undefined ? undefined : `\`${JSON.stringify(value)}\``;
}

function optionText(schema: Schema, key: string): string {
  if (isNeeded(schema, key)) return "";
  return ` (default ${defaultOf(schema, key) ?? "none"})`;
}
