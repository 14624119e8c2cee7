/**
 * Columns: the values of one input for all records, before they take a shape.
 *
 * @module
 */

/** The values of one input; record by record where it has a record axis. */
export interface Column {
  readonly values: Float64Array;
  /** Entries of each record, along the entry axes that the input has. */
  readonly entries: number;
  /** False where all records share the entries. */
  readonly perRecord: boolean;
}

/** The columns of a call, by input; an absent input has none. */
export type Columns = Readonly<Record<string, Column>>;

/** Where the value of a record's entry is in a column. */
export function placeIn(column: Column, record: number, entry: number): number {
  const inRecord = column.entries === 1 ? 0 : entry;
  return column.perRecord ? record * column.entries + inRecord : inRecord;
}

/** The entries of one record. */
export function entriesOf(column: Column, record: number): readonly number[] {
  const start = placeIn(column, record, 0);
  return [...column.values.subarray(start, start + column.entries)];
}

/** A column with `records` records, by repeating those that it has. */
export function tile(column: Column, records: number): Column {
  const { values, entries, perRecord } = column;
  if (!perRecord || values.length === records * entries) return column;
  const tiled = new Float64Array(records * entries);
  for (let i = 0; i < tiled.length; i++) tiled[i] = values[i % values.length];
  return { values: tiled, entries, perRecord };
}
