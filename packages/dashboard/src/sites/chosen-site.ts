/** The site that was chosen last in this tab, so that it need not be chosen again on each page. */
const place = 'posthorn.site'

export const chosenSite = {
  current: (): string | null => sessionStorage.getItem(place),
  set(siteId: string): void {
    sessionStorage.setItem(place, siteId)
  },
}

/** The site of a page: that of its address, else the one chosen last, else the first; null: there is none, or none such. */
export function pickSite<Site extends { readonly id: string }>(
  sites: readonly Site[],
  asked: string | undefined,
  last: string | null,
): Site | null {
  if (asked !== undefined) return sites.find(({ id }) => id === asked) ?? null
  return sites.find(({ id }) => id === last) ?? sites[0] ?? null
}
