import type { Document } from '@posthorn/sdk'
import { SelectField, TextField, Tick } from '../ui/field.tsx'
import { faultOf } from '../ui/field-fault.ts'
import { languageNames } from './document-words.ts'

/** What every way of adding content asks for beside the content. */
export interface Details {
  readonly category: string
  readonly batch: string
  readonly source: string
  readonly language: Document['language'] | ''
  readonly status: Document['status']
}

export const noDetails = (status: Details['status']): Details => ({
  category: '',
  batch: '',
  source: '',
  language: '',
  status,
})

export const moreNames = ['category', 'batch_id', 'source_id', 'language', 'status'] as const

/** The same as the API takes it; what was left empty is left out. */
export function givenDetails({ category, batch, source, language, status }: Details) {
  return {
    status,
    ...(category.trim() === '' ? {} : { category: category.trim() }),
    ...(batch.trim() === '' ? {} : { batch_id: batch.trim() }),
    ...(source.trim() === '' ? {} : { source_id: source.trim() }),
    ...(language === '' || language === null ? {} : { language }),
  }
}

interface MoreFieldsProps {
  /** Files have no source id here: several would have the same. */
  of?: 'content' | 'files'
  details: Details
  error: Error | null
  onChange: (details: Details) => void
}

/** Folded, since most content needs none of it. */
export function MoreFields({ of = 'content', details, error, onChange }: MoreFieldsProps) {
  const set = (change: Partial<Details>) => onChange({ ...details, ...change })
  const isWrong = moreNames.some((name) => faultOf(error, name) !== null)
  return (
    <>
      <Tick
        label={`Use ${of === 'files' ? 'what they say' : 'it'} in answers as soon as it is ready`}
        hint="Otherwise it is kept as a draft, which nobody is answered from."
        checked={details.status === 'active'}
        onChange={(event) => set({ status: event.target.checked ? 'active' : 'draft' })}
      />
      <details {...(isWrong ? { open: true } : {})}>
        <summary className="text-sm text-soft hover:text-ink">
          {of === 'files' ? 'Category, batch, language' : 'Category, batch, source id, language'}
        </summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <TextField
            label="Category"
            optional
            maxLength={100}
            value={details.category}
            hint="Any word of yours."
            error={faultOf(error, 'category')}
            onChange={(event) => set({ category: event.target.value })}
          />
          <TextField
            label="Batch"
            optional
            maxLength={200}
            spellCheck={false}
            value={details.batch}
            hint="What comes together. If a rollout of this name exists, it decides who sees it."
            error={faultOf(error, 'batch_id')}
            onChange={(event) => set({ batch: event.target.value })}
          />
          {of === 'content' && (
            <TextField
              label="Source id"
              optional
              maxLength={200}
              spellCheck={false}
              value={details.source}
              hint="Your own name for it: given again, it makes a new version."
              error={faultOf(error, 'source_id')}
              onChange={(event) => set({ source: event.target.value })}
            />
          )}
          <SelectField
            label="Language"
            value={details.language ?? ''}
            error={faultOf(error, 'language')}
            onChange={(event) => set({ language: event.target.value as Details['language'] })}
          >
            <option value="">As its words say</option>
            {Object.entries(languageNames).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
      </details>
    </>
  )
}
