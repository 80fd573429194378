import { type TemplateCategory, templateCategories } from '@posthorn/sdk'
import { SelectField, TextField } from '../ui/field.tsx'
import { nameFrom } from './draft.ts'
import type { DraftProps } from './draft-props.ts'
import { categories } from './template-words.ts'

export function NameFields({ draft, set, faultAt }: DraftProps) {
  return (
    <>
      <TextField
        label="Name"
        required
        autoFocus
        spellCheck={false}
        autoComplete="off"
        maxLength={512}
        className="font-mono"
        placeholder="order_on_its_way"
        hint="Lower case letters, digits and underscores. A send names it."
        value={draft.name}
        error={faultAt('name')}
        onChange={(event) => set({ name: nameFrom(event.target.value) })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Language"
          required
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          placeholder="en"
          hint="Such as en or pt_BR."
          value={draft.language}
          error={faultAt('language')}
          onChange={(event) => set({ language: event.target.value })}
        />
        <SelectField
          label="Category"
          value={draft.category}
          hint={categories[draft.category].about}
          error={faultAt('category')}
          onChange={(event) => set({ category: event.target.value as TemplateCategory })}
        >
          {templateCategories.map((category) => (
            <option key={category} value={category}>
              {categories[category].name}
            </option>
          ))}
        </SelectField>
      </div>
    </>
  )
}
