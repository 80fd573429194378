import type { Site } from '@posthorn/sdk'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import { useClient } from '../session/client.ts'
import { chosenSite, pickSite } from './chosen-site.ts'
import { readSiteSearch } from './site-search.ts'

/** All that one page of the API holds: who has more of them names the one in the address. */
const most = 100

/** The sites of the workspace, and the one that the page is about; null: there is none such. */
export function useSites(): { readonly sites: readonly Site[]; readonly site: Site | null } {
  const client = useClient()
  const asked = readSiteSearch({ ...useSearch({ strict: false }) }).site
  const { data } = useSuspenseQuery({
    queryKey: ['sites', 'list'],
    queryFn: () => client.sites.list({ per_page: most }),
    staleTime: 10_000,
  })
  const site = pickSite(data.sites, asked, chosenSite.current())
  return { sites: data.sites, site }
}

export const SiteContext = createContext<Site | null>(null)

/** The site of the page, within a `SitePage`. */
export function useSite(): Site {
  const site = useContext(SiteContext)
  if (site === null) throw new Error('This is no page of a site')
  return site
}

/** What changed about a site's documents shows in their number, too. */
export const siteKeys = (siteId: string) => ['sites', siteId] as const

/** The site with its figures as they are now. */
export function useLiveSite() {
  const client = useClient()
  const site = useSite()
  return useQuery({
    queryKey: [...siteKeys(site.id), 'self'],
    queryFn: () => client.sites.get(site.id),
    refetchInterval: 10_000,
  })
}
