import { useId } from 'react'
import { Tick } from '../ui/field.tsx'

interface StrictnessProps {
  /** Null: the usual one. */
  least: number | null
  error: string | null
  onChange: (least: number | null) => void
}

const middle = 0.7

/** From how likely on something is answered: strict is seldom wrong and often silent, lenient the other way round. */
export function Strictness({ least, error, onChange }: StrictnessProps) {
  const id = useId()
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-sm font-medium">Strictness</legend>
      <Tick
        label="The usual: fitted on a held-out set of questions"
        checked={least === null}
        onChange={(event) => onChange(event.target.checked ? null : middle)}
      />
      {least !== null && (
        <div>
          <label htmlFor={id} className="block text-sm text-soft">
            Answer only when it is right with a likelihood of at least{' '}
            <span className="font-medium text-ink tabular-nums">{Math.round(least * 100)}%</span>
          </label>
          <input
            id={id}
            type="range"
            min={0.05}
            max={0.95}
            step={0.05}
            value={least}
            aria-describedby={`${id}-hint`}
            className="mt-2 w-full max-w-md accent-primary"
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <p id={`${id}-hint`} className="mt-1 flex max-w-md justify-between text-xs text-faint">
            <span>answers more, is wrong more often</span>
            <span>declines more</span>
          </p>
        </div>
      )}
      {error !== null && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
