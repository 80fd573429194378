import { LoadClient, type LoadOptions } from '../../test/support/load-client.ts'
import { serveCalls } from '../part.ts'

let client: LoadClient | null = null

function current(): LoadClient {
  if (!client) throw new Error('begin a run first')
  return client
}

const methods = {
  begin(url: string, options: LoadOptions) {
    client?.stop()
    client = new LoadClient(options)
    client.connectTo(url)
  },
  offer: (perSecond: number, seconds: number) => current().offer(perSecond, seconds),
  push: (count: number) => current().push(count),
  figures: () => ({ ...current().figures, idle: current().idle, firstRefusal: current().firstRefusal }),
  connectTo: (url: string) => current().connectTo(url),
  disconnect: () => current().disconnect(),
  record: () => ({ fates: current().fates, offeredAt: current().offeredAt, answeredAt: current().answeredAt }),
  end: () => client?.stop(),
}
export type LoadMethods = typeof methods

serveCalls(methods)
