/** Where a request goes, taken apart once: parsing a URL for every attempt costs as much as writing the request. */
export interface Target {
  /** Scheme, host and port, e.g. `https://hooks.example.com`. Requests of one origin share connections. */
  readonly origin: string
  /** Path and query, e.g. `/timely?tenant=7`. */
  readonly path: string
}

/** Takes a URL apart. Throws a TypeError when it is not one that could be called at all; vet-url explains why. */
export function prepareTarget(url: string): Target {
  const { protocol, username, password, port, origin, pathname, search } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`Not an HTTP URL: ${protocol}`)
  if (username !== '' || password !== '') throw new TypeError('The URL carries credentials')
  if (port === '0') throw new TypeError('Port 0 cannot be called')
  return { origin, path: pathname + search }
}
