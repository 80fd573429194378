/** Whether an address leads to the web, so that it may be a link: `javascript:` and the like may not. */
export const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
