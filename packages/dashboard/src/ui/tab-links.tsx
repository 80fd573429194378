import { Link, type LinkProps } from '@tanstack/react-router'
import { tabClass, tabListClass } from './tabs.tsx'

export interface TabLink {
  readonly name: string
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: Record<string, string>
}

/** Tabs that stand in the address. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={tabListClass}>
      {tabs.map(({ name, to, params }) => (
        <Link
          key={name}
          to={to as never}
          {...(params ? { params: params as never } : {})}
          activeOptions={{ exact: true, includeSearch: false }}
          className={tabClass}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
