import type { Scope, Site } from '@posthorn/sdk'
import { useNavigate } from '@tanstack/react-router'
import { Globe } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useMissingScope } from '../session/me.ts'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import { controlClass } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { chosenSite } from './chosen-site.ts'
import { SiteContext, useSites } from './sites.ts'

interface SitePageProps {
  title: string
  description: ReactNode
  /** What a key needs to see the page. */
  scope: Scope
  actions?: ReactNode
  children: ReactNode
}

/** A page about one site. Which one stands in its address, and can be chosen at its head where there are several. */
export function SitePage({ scope, ...page }: SitePageProps) {
  const missing = useMissingScope(scope)
  const missingSites = useMissingScope('documents:read')
  if (missing !== null || missingSites !== null) {
    return (
      <Page title={page.title} description={page.description}>
        <ScopeGate missing={missing ?? missingSites} scope={missing === null ? 'documents:read' : scope}>
          {null}
        </ScopeGate>
      </Page>
    )
  }
  return <OfSite {...page} />
}

function OfSite({ title, description, actions, children }: Omit<SitePageProps, 'scope'>) {
  const { sites, site } = useSites()
  if (site === null) {
    return (
      <Page title={title} description={description}>
        <NoSuchSite />
      </Page>
    )
  }
  return (
    // Another site is another page: nothing that was typed or chosen for the one goes to the other.
    <SiteContext key={site.id} value={site}>
      <Page title={title} description={description} actions={actions}>
        {sites.length > 1 && <SitePicker sites={sites} site={site} />}
        {children}
      </Page>
    </SiteContext>
  )
}

/** What stands around one thing of a site: its page names it in its own words. */
export function WithinSite({ scope, children }: { scope: Scope; children: ReactNode }) {
  const missing = useMissingScope(scope)
  return (
    <ScopeGate missing={missing} scope={scope}>
      <GivenSite>{children}</GivenSite>
    </ScopeGate>
  )
}

function GivenSite({ children }: { children: ReactNode }) {
  const { site } = useSites()
  if (site === null) return <NoSuchSite />
  return (
    <SiteContext key={site.id} value={site}>
      {children}
    </SiteContext>
  )
}

function SitePicker({ sites, site }: { sites: readonly Site[]; site: Site }) {
  const navigate = useNavigate()
  const id = useId()
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <label htmlFor={id} className="flex items-center gap-2 font-medium">
        <Globe className="size-4 text-faint" aria-hidden />
        Site
      </label>
      <select
        id={id}
        value={site.id}
        className={`${controlClass} min-h-8.5 w-auto max-w-full pr-8`}
        onChange={(event) => {
          chosenSite.set(event.target.value)
          // What else stands in the address was chosen for the site before.
          void navigate({ to: '.', search: { site: event.target.value } })
        }}
      >
        {sites.map(({ id: each, name }) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

function NoSuchSite() {
  return (
    <Card>
      <Empty icon={<Globe className="size-6" />} title="No such site">
        This key’s workspace has no site of the id in the address. Choose a page on the left to go to one that it has.
      </Empty>
    </Card>
  )
}
