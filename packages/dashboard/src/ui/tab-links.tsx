import { Link, type LinkProps } from '@tanstack/react-router'
import { tabClass, tabListClass } from './tabs.tsx'

export interface TabLink {
  readonly name: string
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: Record<string, string>
  /** Where tabs differ in what stands behind the `?` only. */
  readonly search?: Record<string, string>
}

/** Tabs that stand in the address. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={tabListClass}>
      {tabs.map(({ name, to, params, search }) => (
        <Link
          key={name}
          to={to as never}
          {...(search ? { search: search as never } : {})}
          {...(params ? { params: params as never } : {})}
          activeOptions={{ exact: true, includeSearch: search !== undefined }}
          className={tabClass}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
