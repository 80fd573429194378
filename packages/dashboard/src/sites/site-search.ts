/** Which site a page is about, as it stands in the page's address; without: the one that was chosen last. */
export interface SiteSearch {
  site?: string
}

/** Reads the address; what it cannot be is left out. */
export const readSiteSearch = ({ site }: Record<string, unknown>): SiteSearch =>
  typeof site === 'string' && site !== '' ? { site } : {}
