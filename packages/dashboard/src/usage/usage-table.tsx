import { channelKeys, channelSeries, dateName, type Granularity, type UsageLine } from './bars.ts'

/** The same numbers, all of them. */
export function UsageTable({ lines, by }: { lines: readonly UsageLine[]; by: Granularity }) {
  return (
    <div
      role="region"
      aria-label="Usage as a table"
      tabIndex={0}
      className="relative max-h-96 overflow-auto rounded-xl border border-line"
    >
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="sticky top-0 bg-surface text-xs text-faint">
          <tr>
            <th scope="col" rowSpan={2} className="px-4 py-2 text-left align-bottom font-normal">
              {by === 'daily' ? 'Day' : 'Month'}
            </th>
            {channelKeys.map((key) => (
              <th key={key} scope="colgroup" colSpan={2} className="px-4 pt-2 text-center font-medium text-soft">
                {channelSeries[key].name}
              </th>
            ))}
            <th scope="col" rowSpan={2} className="px-4 py-2 align-bottom font-normal">
              Credits
            </th>
          </tr>
          <tr>
            {channelKeys.flatMap((key) =>
              ['sent', 'received'].map((word) => (
                <th key={`${key} ${word}`} scope="col" className="px-4 py-1.5 font-normal">
                  {word}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.date} className="border-t border-line">
              <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                {dateName(line.date, by)}
              </th>
              {channelKeys.flatMap((key) => [
                <Cell key={`${key} sent`} value={line[key].sent} />,
                <Cell key={`${key} received`} value={line[key].received} />,
              ])}
              <Cell value={line.credits} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Cell = ({ value }: { value: number }) => (
  <td className={`px-4 py-1.5 ${value === 0 ? 'text-faint' : ''}`}>{value.toLocaleString('en')}</td>
)
