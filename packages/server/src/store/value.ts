/** What a column holds. Portable on purpose: text ids, text JSON, 64-bit millisecond times, 0 and 1 for booleans. */
export type Value = string | number | null

export type Row = Record<string, Value>
