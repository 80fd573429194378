import { SelectField } from '../ui/field.tsx'
import { choicesWith } from './recrawl-words.ts'

interface RecrawlFieldProps {
  hours: number | null
  label?: string
  error?: string | null
  disabled?: boolean
  onChange: (hours: number | null) => void
}

export function RecrawlField({ hours, label = 'Fetch it again', error, disabled, onChange }: RecrawlFieldProps) {
  return (
    <SelectField
      label={label}
      value={hours ?? ''}
      error={error}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">Only when I ask for it</option>
      {choicesWith(hours).map((choice) => (
        <option key={choice.hours} value={choice.hours}>
          {choice.name.replace('every', 'Every')}
        </option>
      ))}
    </SelectField>
  )
}
