import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../ui/class-names.ts'
import { chooseTheme, chosenTheme, themes } from './theme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon }

export function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme)
  return (
    <div role="group" aria-label="Theme" className="inline-flex rounded-lg border border-line bg-surface p-0.5">
      {themes.map((choice) => {
        const Icon = icons[choice]
        return (
          <button
            key={choice}
            type="button"
            aria-label={`${choice} theme`}
            title={`${choice} theme`}
            aria-pressed={theme === choice}
            onClick={() => {
              chooseTheme(choice)
              setTheme(choice)
            }}
            className={classNames(
              'rounded-md p-1.5',
              theme === choice ? 'bg-sunken text-ink' : 'text-faint hover:text-ink',
            )}
          >
            <Icon className="size-4" aria-hidden />
          </button>
        )
      })}
    </div>
  )
}
