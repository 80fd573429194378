interface Setting {
  readonly doc: string
  readonly type: string
  readonly default: string | null
}

const width = 100

function wrap(text: string, indent: string): string {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && indent.length + line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line) => indent + line).join('\n')
}

/** The table of settings as help text. */
export function renderSettings(settings: Readonly<Record<string, Setting>>): string {
  return Object.entries(settings)
    .map(([name, setting]) => {
      const otherwise = setting.default === null || setting.default === '' ? '' : ` (default: ${setting.default})`
      return `  ${name}  ${setting.type}\n${wrap(setting.doc + otherwise, '      ')}`
    })
    .join('\n')
}
