/** The guarded outbound call: the only way the server talks to a URL that a customer gave. */
export {
  createOutboundClient,
  type DownloadCall,
  type OutboundClient,
  type PostCall,
  type RequestCall,
} from './outbound-client.ts'
export type { Downloaded } from './download.ts'
export { createHostDialler, type DialHost, HostUnreachable } from './dial-host.ts'
export type { OutboundPolicy } from './address-guard.ts'
export { prepareTarget, type Target } from './target.ts'
export { readRetryAfter } from './retry-after.ts'
export { vetUrl, type UrlRefusal, type Vetted, type VettingPolicy } from './vet-url.ts'
export type { Answered, Failed, Fetched, FetchOutcome, OutboundError, OutboundOutcome } from './outcome.ts'
