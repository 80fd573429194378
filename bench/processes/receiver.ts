import { LoadReceiver } from '../../test/support/load-receiver.ts'
import { serveCalls } from '../part.ts'

const receiver = await LoadReceiver.start({ endpoints: 20 })

const methods = {
  urls: () => receiver.urls,
  begin: (run: number, events: number) => receiver.begin(run, events),
  count: () => ({ arrived: receiver.arrived, repeated: receiver.repeated, strays: receiver.strays }),
  arrivalsAt: (endpoint: number) => receiver.arrivalsAt(endpoint),
  lastRequest: () => receiver.lastRequest,
}
export type ReceiverMethods = typeof methods

serveCalls(methods)
