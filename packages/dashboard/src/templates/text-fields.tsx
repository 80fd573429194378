import { TextArea, TextField, Tick } from '../ui/field.tsx'
import { keyOf, variablesOf } from './draft.ts'
import type { DraftProps } from './draft-props.ts'

export function TextFields({ draft, set, faultAt }: DraftProps) {
  return (
    <>
      <TextField
        label="Header"
        optional
        maxLength={60}
        hint="One line in bold above the text, with one variable at most."
        value={draft.header}
        error={faultAt('header')}
        onChange={(event) => set({ header: event.target.value })}
      />
      <TextArea
        label="Text"
        required
        rows={5}
        maxLength={1024}
        placeholder="Hello {{1}}, your order is on its way and arrives {{2}}."
        hint="{{1}}, {{2}}, … stand for what each send fills in; neither first nor last, and with words between them."
        value={draft.body}
        error={faultAt('body')}
        onChange={(event) => set({ body: event.target.value })}
      />
      <Examples {...{ draft, set }} />
      <TextField
        label="Footer"
        optional
        maxLength={60}
        value={draft.footer}
        error={faultAt('footer')}
        hint="Small, below the text. Buttons and pictures are given through the API."
        onChange={(event) => set({ footer: event.target.value })}
      />
    </>
  )
}

function Examples({ draft, set }: Pick<DraftProps, 'draft' | 'set'>) {
  const variables = variablesOf(draft)
  if (variables.length === 0) return null
  return (
    <fieldset className="rounded-xl bg-sunken p-4">
      <legend className="sr-only">Examples</legend>
      <p className="mb-3 text-sm text-soft" aria-hidden>
        Examples, with which a reviewer reads the text
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {variables.map((variable) => (
          <TextField
            key={keyOf(variable)}
            label={`{{${variable.name}}} in the ${variable.place === 'body' ? 'text' : 'header'}`}
            required
            autoComplete="off"
            value={draft.examples[keyOf(variable)] ?? ''}
            onChange={(event) => set({ examples: { ...draft.examples, [keyOf(variable)]: event.target.value } })}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** Of a code the carrier writes the text. */
export function CodeFields({ draft, set, faultAt }: DraftProps) {
  return (
    <>
      <Tick
        label="Warn against sharing the code"
        checked={draft.recommends}
        onChange={(event) => set({ recommends: event.target.checked })}
      />
      <TextField
        label="Minutes that the code is valid"
        optional
        type="number"
        inputMode="numeric"
        min={1}
        max={90}
        className="max-w-32"
        hint="From 1 to 90, said below the text. The carrier writes the text itself, and the button copies the code."
        value={draft.minutes}
        error={faultAt('minutes')}
        onChange={(event) => set({ minutes: event.target.value })}
      />
    </>
  )
}
