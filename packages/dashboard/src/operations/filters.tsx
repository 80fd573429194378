import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { SelectField, TextField } from '../ui/field.tsx'
import { type changeChatSearch, type ChatSearch, periods } from './chat-search.ts'

interface FiltersProps {
  search: ChatSearch
  onChange: (changes: Parameters<typeof changeChatSearch>[1]) => void
}

/** Environment and integration are those of the key that asked (wire contract 7, V22). */
export function Filters({ search, onChange }: FiltersProps) {
  const [integration, setIntegration] = useState(search.integration ?? '')
  return (
    <form
      role="search"
      aria-label="Figures"
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ integration })
      }}
    >
      <SelectField label="Period" value={search.days ?? 7} onChange={(event) => onChange({ days: event.target.value })}>
        {Object.entries(periods).map(([days, name]) => (
          <option key={days} value={days}>
            {name}
          </option>
        ))}
      </SelectField>
      <SiteField search={search} onChange={onChange} />
      <SelectField
        label="Environment"
        value={search.environment ?? ''}
        onChange={(event) => onChange({ environment: event.target.value })}
      >
        <option value="">All</option>
        <option value="production">Production</option>
        <option value="staging">Staging</option>
        <option value="development">Development</option>
      </SelectField>
      <TextField
        label="Integration"
        type="search"
        className="max-w-48"
        value={integration}
        placeholder="name of a key"
        spellCheck={false}
        onChange={(event) => setIntegration(event.target.value)}
        onBlur={() => {
          if (integration.trim() !== (search.integration ?? '')) onChange({ integration })
        }}
      />
    </form>
  )
}

function SiteField({ search, onChange }: FiltersProps) {
  const client = useClient()
  const missing = useMissingScope('documents:read')
  const { data } = useQuery({
    queryKey: ['sites', 'list'],
    queryFn: () => client.sites.list({ per_page: 100 }),
    enabled: missing === null,
  })
  return (
    <SelectField label="Site" value={search.site ?? ''} onChange={(event) => onChange({ site: event.target.value })}>
      <option value="">All</option>
      {(data?.sites ?? []).map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
