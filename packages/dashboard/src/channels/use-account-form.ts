import type { ChannelProvider } from '@posthorn/sdk'
import { useMemo, useState } from 'react'
import { collect, type Entered, readSchema, type SchemaField } from '../schema-form/read-schema.ts'
import { faultAt } from '../ui/field-fault.ts'

type Part = 'settings' | 'credentials'

/** The fields of one part of an account, what was entered in them, and what is wrong with it. */
export function useAccountPart(provider: ChannelProvider | undefined, part: Part, kept: Entered = {}) {
  const fields = useMemo((): SchemaField[] => (provider ? readSchema(provider[part]) : []), [provider, part])
  const [entered, setEntered] = useState<Entered>(kept)
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  return {
    fields,
    entered,
    onChange(next: Entered) {
      setProblems({})
      setEntered(next)
    },
    /** What was entered, as the API takes it; null where something is wrong, which then stands beside the fields. */
    read(): Record<string, unknown> | null {
      const collected = collect(fields, entered)
      setProblems(collected.ok ? {} : collected.problems)
      return collected.ok ? collected.values : null
    },
    faultOf: (error: Error | null) => (name: string) => problems[name] ?? faultAt(error, `${part}.${name}`),
    /** Paths of the API's faults that stand beside a field. */
    paths: fields.map(({ name }) => `${part}.${name}`),
  }
}
