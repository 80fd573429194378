/**
 * What a column holds. Portable on purpose: text ids, text JSON, 64-bit millisecond times, 0 and 1 for booleans; bytes where
 * they are somebody's file.
 */
export type Value = string | number | Uint8Array | null

export type Row = Record<string, Value>
