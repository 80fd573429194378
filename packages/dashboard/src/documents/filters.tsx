import { Search } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import type { changeSearch, DocumentSearch } from './document-search.ts'
import { typeNames } from './document-words.ts'

interface FiltersProps {
  search: DocumentSearch
  onChange: (changes: Parameters<typeof changeSearch>[1]) => void
}

/** Choices hold at once, words once they are whole. */
export function Filters({ search, onChange }: FiltersProps) {
  const [words, setWords] = useState({
    q: search.q ?? '',
    category: search.category ?? '',
    batch: search.batch ?? '',
  })
  const field = (name: keyof typeof words) => ({
    value: words[name],
    spellCheck: false,
    autoComplete: 'off',
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setWords({ ...words, [name]: event.target.value }),
  })
  return (
    <form
      role="search"
      aria-label="Documents"
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-[minmax(0,1.6fr)_repeat(5,minmax(0,1fr))_auto]"
      onSubmit={(event) => {
        event.preventDefault()
        onChange(words)
      }}
    >
      <div className="col-span-2 sm:col-span-1">
        <TextField label="Title" type="search" placeholder="refund" {...field('q')} />
      </div>
      <SelectField
        label="Status"
        value={search.status ?? ''}
        onChange={(event) => onChange({ ...words, status: event.target.value })}
      >
        <option value="">Any</option>
        <option value="active">Active</option>
        <option value="draft">Draft</option>
      </SelectField>
      <SelectField
        label="Readiness"
        value={search.readiness ?? ''}
        onChange={(event) => onChange({ ...words, readiness: event.target.value })}
      >
        <option value="">Any</option>
        <option value="ready">Ready</option>
        <option value="processing">Being read</option>
        <option value="failed">Failed</option>
      </SelectField>
      <SelectField
        label="Type"
        value={search.type ?? ''}
        onChange={(event) => onChange({ ...words, type: event.target.value })}
      >
        <option value="">Any</option>
        {Object.entries(typeNames).map(([type, name]) => (
          <option key={type} value={type}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField label="Category" {...field('category')} />
      <TextField label="Batch" {...field('batch')} />
      <Button type="submit" icon={<Search className="size-4" aria-hidden />} className="min-h-8.5">
        Find
      </Button>
    </form>
  )
}
