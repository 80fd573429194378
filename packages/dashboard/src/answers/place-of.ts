import type { ChatSource } from '@posthorn/sdk'

/** The address of the quote in its document. */
export const placeOf = ({ version, start, end }: ChatSource, siteId: string) => ({
  site: siteId,
  version,
  from: start,
  to: end,
})
