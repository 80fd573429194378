// The events of a load: what the client sends and what the receiver recognises. Each carries the number of its run and
// its own, both of fixed width, so that every request of a run has the same length and an arrival is recognised without
// parsing JSON. Arrivals are counted by number, so that "accepted = delivered + pending + failed" holds id by id.

const padding = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore. '

const mark = '"load":"'
const runDigits = 4
const numberDigits = 8

/** Most events of one run. */
export const mostInRun = 10 ** numberDigits

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** `data` of an event as JSON, with the text that every event of a run has around its number. */
export interface EventText {
  readonly before: string
  readonly after: string
}

/** An event for `POST /v1/events` in the shape of an order, padded so that the whole body has `bytes` bytes. */
export function eventText(run: number, bytes: number): EventText {
  const before = `{"type":"custom.order.paid","data":{${mark}${digits(run, runDigits)}-`
  const middle =
    '","order":{"total":99.5,"currency":"EUR","lines":[{"sku":"A-1042","count":2},{"sku":"B-7","count":1}]},"note":"'
  const end = '"}}'
  const room = Math.max(0, bytes - before.length - numberDigits - middle.length - end.length)
  const note = padding.repeat(Math.ceil(room / padding.length)).slice(0, room)
  return { before, after: `${middle}${note}${end}` }
}

export function numbered({ before, after }: EventText, number: number): string {
  return before + digits(number, numberDigits) + after
}

/** Numbers that the simulator delivers to: as many people, each of whom gets a message now and then. */
const recipients = 18_000
const numbersInBlock = 9_000

/** Body of the run's n-th `POST /v1/sms/send`; every body of a run has the same length. */
export function smsText(run: number, number: number): string {
  const person = number % recipients
  // Last four digits below 1000 would choose what becomes of it.
  const to = `+55119${9800 + Math.floor(person / numbersInBlock)}${1_000 + (person % numbersInBlock)}`
  return `{"to":"${to}","message":"Your order ${digits(run, runDigits)}-${digits(number, numberDigits)} is on its way."}`
}

/** The run and number in what an SMS of a load says; null when it is none. */
export function readSmsMark(text: string): { run: number; number: number } | null {
  const found = /Your order (\d{4})-(\d{8}) is/.exec(text)
  return found && { run: Number(found[1]), number: Number(found[2]) }
}

function readDigits(text: string, from: number, width: number): number {
  let value = 0
  for (let index = from; index < from + width; index++) value = value * 10 + text.charCodeAt(index) - 48
  return value
}

/** The run and number in a request's text, looked for from `from` on; null when it is no event of a load. */
export function readMark(text: string, from: number): { run: number; number: number } | null {
  const at = text.indexOf(mark, from)
  if (at === -1) return null
  const start = at + mark.length
  const run = readDigits(text, start, runDigits)
  const number = readDigits(text, start + runDigits + 1, numberDigits)
  return Number.isNaN(run + number) ? null : { run, number }
}

/** Milliseconds on the machine's monotonic clock, the same in every process of the machine. */
const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now()
export function machineTime(): number {
  return performance.now() + offset
}
