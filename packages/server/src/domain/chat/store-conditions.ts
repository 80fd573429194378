import type { Page } from '../../kernel/page.ts'
import type { Reader, Value } from '../../store/index.ts'

/** What rows must fulfil, with the values of its placeholders. */
export class Conditions {
  readonly #parts: string[] = []
  readonly values: Value[] = []

  constructor(...same: readonly (readonly [string, Value])[]) {
    for (const [column, value] of same) this.and(`${column} =`, value)
  }

  /** Adds a comparison, such as `created_at >=`; undefined: none. */
  and(comparison: string, value: Value | undefined): void {
    if (value === undefined) return
    this.values.push(value)
    this.#parts.push(`${comparison} $${this.values.length}`)
  }

  same(column: string, value: Value | undefined): void {
    this.and(`${column} =`, value)
  }

  /** Adds a condition without values. */
  that(condition: string): void {
    this.#parts.push(condition)
  }

  /** Adds a condition with one value, whose place is `$?`. */
  with(condition: string, value: Value): void {
    this.values.push(value)
    this.#parts.push(condition.replace('$?', `$${this.values.length}`))
  }

  get sql(): string {
    return `where ${this.#parts.join(' and ')}`
  }

  /** A page of a table's rows, read by `load`, and how many there are in all. */
  async page<Row>(
    read: Reader,
    { table, order }: { readonly table: string; readonly order: string },
    { perPage, offset }: Page,
    load: (sql: string, values: readonly Value[]) => Promise<Row[]>,
  ): Promise<{ total: number; rows: Row[] }> {
    const [count] = await read.all<{ total: number }>(
      `select cast(count(*) as bigint) as total from ${table} ${this.sql}`,
      this.values,
    )
    const next = this.values.length + 1
    const rows = await load(`select * from ${table} ${this.sql} order by ${order} limit $${next} offset $${next + 1}`, [
      ...this.values,
      perPage,
      offset,
    ])
    return { total: count?.total ?? 0, rows }
  }
}
