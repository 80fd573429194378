import * as Tabs from '@radix-ui/react-tabs'
import type { ReactNode } from 'react'

export const tabClass =
  // The list cuts off what stands out of it, so that the ring of the focus stands inside.
  '-mb-px border-b-2 border-transparent px-1 py-2.5 text-sm whitespace-nowrap text-soft -outline-offset-2 hover:text-ink ' +
  'data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink ' +
  'data-[status=active]:border-ink data-[status=active]:font-medium data-[status=active]:text-ink'

export const tabListClass = 'flex gap-6 overflow-x-auto border-b border-line'

/** Panels of which one is shown; nothing of it stands in the address. */
export function TabPanels({ label, tabs }: { label: string; tabs: readonly { name: string; content: ReactNode }[] }) {
  return (
    <Tabs.Root defaultValue={tabs[0]?.name ?? ''}>
      <Tabs.List aria-label={label} className={tabListClass}>
        {tabs.map(({ name }) => (
          <Tabs.Trigger key={name} value={name} className={tabClass}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ name, content }) => (
        <Tabs.Content key={name} value={name} className="pt-4">
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}
