/** What the tests use of the `smpp` package, which brings no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export interface Pdu extends Record<string, unknown> {
    readonly command: string
    readonly command_status: number
    readonly sequence_number: number
    response(fields?: Record<string, unknown>): Pdu
  }

  export interface Session extends EventEmitter {
    readonly socket: Socket
    send(pdu: Pdu): boolean
    deliver_sm(fields: Record<string, unknown>, answered?: (pdu: Pdu) => void): boolean
    data_sm(fields: Record<string, unknown>, answered?: (pdu: Pdu) => void): boolean
    enquire_link(answered?: (pdu: Pdu) => void): boolean
    unbind(answered?: (pdu: Pdu) => void): boolean
    pause(): void
    resume(): void
    destroy(): void
  }

  const smpp: { createServer(options: object, listener: (session: Session) => void): NetServer }
  export default smpp
}
