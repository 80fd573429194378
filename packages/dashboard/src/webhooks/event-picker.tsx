import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { Chip } from '../ui/badge.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField, Tick } from '../ui/field.tsx'
import { Answer } from '../ui/answer.tsx'
import { type EventCategory, useEventCatalogue } from './event-catalogue.ts'
import {
  customItems,
  hasCategory,
  hasType,
  isAll,
  readItems,
  replaceCustom,
  toggleAll,
  toggleCategory,
  toggleType,
} from './event-choice.ts'

interface EventPickerProps {
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error?: string | null
}

/** The catalogue by category, to tick; and custom events, to type. */
export function EventPicker({ chosen, onChange, error }: EventPickerProps) {
  const catalogue = useEventCatalogue()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">Events</legend>
      <p className="mb-3 text-xs text-faint">
        A whole category also sends the types that are added to it later. What is sent now:{' '}
        {chosen.length === 0
          ? 'nothing yet'
          : chosen.map((item) => <Chip key={item}>{item}</Chip>).flatMap((chip) => [chip, ' '])}
      </p>
      <div className="overflow-hidden rounded-xl border border-line">
        <Tick
          className="border-b border-line bg-sunken px-4 py-3 font-medium"
          label="Everything"
          hint="Every event there is, custom ones included"
          checked={isAll(chosen)}
          onChange={() => onChange(toggleAll(chosen))}
        />
        <Answer of={catalogue}>
          {(all) => all.map((category) => <Category key={category.name} {...{ category, all, chosen, onChange }} />)}
        </Answer>
        <CustomEvents chosen={chosen} onChange={onChange} />
      </div>
      {error && <p className="mt-2 text-sm text-bad">{error}</p>}
    </fieldset>
  )
}

interface CategoryProps extends EventPickerProps {
  category: EventCategory
  all: readonly EventCategory[]
}

function Category({ category, all, chosen, onChange }: CategoryProps) {
  const [open, setOpen] = useState(false)
  const panel = useId()
  const whole = hasCategory(chosen, category)
  const count = category.types.filter(({ type }) => hasType(chosen, category, type)).length
  return (
    <div className="border-b border-line">
      <div className="flex items-center gap-3 pl-4 text-sm hover:bg-sunken">
        <input
          type="checkbox"
          aria-label={`All of ${category.name}`}
          className="size-4 accent-primary"
          checked={whole}
          ref={(box) => {
            if (box) box.indeterminate = !whole && count > 0
          }}
          onChange={() => onChange(toggleCategory(chosen, category, all))}
        />
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
          className="flex flex-1 items-center gap-3 py-2.5 pr-4 text-left"
        >
          <span className="flex-1 font-medium">{category.name}</span>
          <span className={classNames('text-xs', count > 0 ? 'text-ink' : 'text-faint')}>
            {count} of {category.types.length}
          </span>
          <ChevronRight
            className={classNames('size-4 text-faint transition-transform', open && 'rotate-90')}
            aria-hidden
          />
        </button>
      </div>
      {open && (
        <ul id={panel} className="space-y-2.5 px-4 pt-1 pb-4 pl-11">
          {category.types.map(({ type, summary }) => (
            <li key={type}>
              <Tick
                label={<code className="font-mono text-xs">{type}</code>}
                hint={summary}
                checked={hasType(chosen, category, type)}
                onChange={() => onChange(toggleType(chosen, category, { type, all }))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function CustomEvents({ chosen, onChange }: EventPickerProps) {
  const [text, setText] = useState(() => customItems(chosen).join(' '))
  return (
    <div className="px-4 py-3">
      <TextField
        label="Events of your own"
        optional
        value={text}
        placeholder="custom.* or custom.order.paid custom.cart.*"
        className="font-mono"
        spellCheck={false}
        hint="Types and patterns that you publish yourself, apart by spaces."
        onChange={(event) => {
          setText(event.target.value)
          onChange(replaceCustom(chosen, readItems(event.target.value)))
        }}
      />
    </div>
  )
}
