import type { ChannelProvider } from '@posthorn/sdk'
import { useMemo, useState } from 'react'
import { collect, type Entered, readSchema, type SchemaField } from '../schema-form/read-schema.ts'
import { faultAt } from '../ui/field-fault.ts'

type Part = 'settings' | 'credentials'

/** The fields of one part of an account, what was entered in them, and what is wrong with it. */
export function useAccountPart(provider: ChannelProvider | undefined, part: Part, kept: Entered = {}) {
  const fields = useMemo((): SchemaField[] => (provider ? readSchema(provider[part]) : []), [provider, part])
  const [entered, setEntered] = useState<Entered>(kept)
  const [fault, setFault] = useState<{ field: string; problem: string } | null>(null)
  return {
    fields,
    entered,
    onChange(next: Entered) {
      setFault(null)
      setEntered(next)
    },
    /** What was entered, as the API takes it; null where something is wrong, which then stands beside its field. */
    read(): Record<string, unknown> | null {
      const collected = collect(fields, entered)
      setFault(collected.ok ? null : collected)
      return collected.ok ? collected.values : null
    },
    faultOf: (error: Error | null) => (name: string) =>
      fault?.field === name ? fault.problem : faultAt(error, `${part}.${name}`),
    /** Paths of the API's faults that stand beside a field. */
    paths: fields.map(({ name }) => `${part}.${name}`),
  }
}
