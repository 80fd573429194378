/** The release, as health, the user agent of webhooks and the API's description say it. A test holds it to package.json. */
export const VERSION = '0.1.0'

/** How we name ourselves to servers that we call. */
export const USER_AGENT = `Posthorn/${VERSION}`
