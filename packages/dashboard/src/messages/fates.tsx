import { Section } from '../ui/card.tsx'

const fates = [
  { number: 'any other', mailbox: 'any other', outcome: 'delivered a moment later' },
  { number: '…0002', mailbox: 'failed@', outcome: 'sent, then failed' },
  { number: '…0003', mailbox: 'rejected@', outcome: 'refused at once' },
  { number: '…0004', mailbox: 'silent@', outcome: 'sent, and nothing more' },
  { number: '…0001', mailbox: 'late@', outcome: 'delivered a good while later' },
  { number: '', mailbox: 'bounced@', outcome: 'bounces hard' },
  { number: '…0011', mailbox: 'opened@', outcome: 'read, or opened' },
]

/** What the simulated carrier makes of recipients; docs/guides/simulator.md has the whole table. */
export function Fates() {
  return (
    <Section
      title="The simulator"
      description="Until a real carrier is connected, messages go to a simulated one. The recipient chooses what happens."
    >
      <table className="w-full text-left text-xs">
        <thead className="text-faint">
          <tr>
            <th className="pb-1.5 font-normal">Number</th>
            <th className="pb-1.5 font-normal">Address</th>
            <th className="pb-1.5 font-normal">What happens</th>
          </tr>
        </thead>
        <tbody>
          {fates.map(({ number, mailbox, outcome }) => (
            <tr key={mailbox} className="border-t border-line">
              <td className="py-1.5 pr-3 font-mono whitespace-nowrap">{number}</td>
              <td className="py-1.5 pr-3 font-mono whitespace-nowrap">{mailbox}</td>
              <td className="py-1.5 text-soft">{outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-xs text-faint">
        Numbers from <span className="font-mono">+15005550000</span> to <span className="font-mono">+15005550999</span>{' '}
        are always valid, and nobody’s.
      </p>
    </Section>
  )
}
