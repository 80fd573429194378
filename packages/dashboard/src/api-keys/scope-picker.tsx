import { allScopes, scopes } from '@posthorn/contract'
import { Tick } from '../ui/field.tsx'

/** The canonical scopes. `admin` stands apart: it is all of them. */
export function ScopePicker({ chosen, onChange }: { chosen: string[]; onChange: (scopes: string[]) => void }) {
  const admin = chosen.includes('admin')
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-medium">Scopes</legend>
      <Tick
        className="mb-3 rounded-xl border border-line bg-sunken px-4 py-3"
        label={<code className="font-mono text-xs">admin</code>}
        hint={scopes.admin}
        checked={admin}
        onChange={() => onChange(admin ? [] : ['admin'])}
      />
      {!admin && (
        <div className="grid max-h-72 gap-x-5 gap-y-2.5 overflow-y-auto rounded-xl border border-line p-4 sm:grid-cols-2">
          {allScopes
            .filter((scope) => scope !== 'admin')
            .map((scope) => (
              <Tick
                key={scope}
                label={<code className="font-mono text-xs">{scope}</code>}
                hint={scopes[scope]}
                checked={chosen.includes(scope)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))
                }
              />
            ))}
        </div>
      )}
    </fieldset>
  )
}
