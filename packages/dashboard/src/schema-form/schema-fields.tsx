import type { ReactNode } from 'react'
import { SelectField, TextArea, TextField, Tick } from '../ui/field.tsx'
import type { Entered, SchemaField } from './read-schema.ts'

interface SchemaFieldsProps {
  fields: readonly SchemaField[]
  entered: Entered
  onChange: (entered: Entered) => void
  /** What is wrong with a field; null: nothing. */
  faultOf: (name: string) => string | null
  /** Credentials are not shown while they are typed. */
  secret?: boolean
}

/** One control for each property of a schema. */
export function SchemaFields({ fields, entered, onChange, faultOf, secret = false }: SchemaFieldsProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {fields.map((field) => (
        <SchemaControl
          key={field.name}
          field={field}
          secret={secret}
          value={entered[field.name] ?? ''}
          error={faultOf(field.name)}
          onChange={(value) => onChange({ ...entered, [field.name]: value })}
        />
      ))}
    </div>
  )
}

interface ControlProps {
  field: SchemaField
  secret: boolean
  value: string
  error: string | null
  onChange: (value: string) => void
}

function SchemaControl({ field, secret, value, error, onChange }: ControlProps) {
  const hint = field.hint === null ? undefined : withWords(field.hint)
  const shared = { label: field.label, hint, error, optional: !field.required, required: field.required }
  if (field.kind === 'flag') {
    return (
      <Tick
        className="sm:mt-7"
        label={field.label}
        hint={hint}
        checked={value === 'true'}
        onChange={(event) => onChange(event.target.checked ? 'true' : '')}
      />
    )
  }
  if (field.kind === 'choice') {
    return (
      <SelectField {...shared} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{field.required ? 'Choose one' : 'The default'}</option>
        {field.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </SelectField>
    )
  }
  if (field.kind === 'block' || field.kind === 'json') {
    return (
      <TextArea
        {...shared}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        className="font-mono text-xs"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  const { min, max, maxLength } = field.limits
  return (
    <TextField
      {...shared}
      type={typeOf(field, secret)}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(maxLength === undefined ? {} : { maxLength })}
      spellCheck={false}
      // Managers of passwords would put in the dashboard's own key.
      autoComplete={secret ? 'new-password' : 'off'}
      className="font-mono"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function typeOf({ kind, name }: SchemaField, secret: boolean): string {
  if (kind === 'number') return 'number'
  // A name is no secret, and has to be seen to be typed right.
  return secret && !/^(user|username|login)$/.test(name) ? 'password' : 'text'
}

/** Words of the API stand between back-ticks in a description. */
function withWords(text: string): ReactNode {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="font-mono">
        {part}
      </code>
    ) : (
      part
    ),
  )
}
