import type { Read } from './read-setting.ts'

/** One setting, as config.ts has them in its table. */
export interface Setting<Value> {
  /** What is used when the variable is not set, as a person would write it; null: see `doc`. */
  readonly default: string | null
  readonly type: string
  readonly doc: string
  /** Never shown, not even in a complaint about its value. */
  readonly secret?: boolean
  readonly read: Read<Value>
}

export const setting = <Value>(
  type: string,
  fallback: string | null,
  doc: string,
  read: Read<Value>,
): Setting<Value> => ({
  type,
  default: fallback,
  doc,
  read,
})

export const secret = <Value>(row: Setting<Value>): Setting<Value> => ({ ...row, secret: true })

/** A setting whose value cannot be used, and what to write instead. */
export interface ConfigFault {
  readonly name: string
  /** What was given; hidden where the setting is secret. */
  readonly value: string
  readonly message: string
}
