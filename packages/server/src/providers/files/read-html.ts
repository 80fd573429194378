import { finished } from 'node:stream/promises'

import { SAXParser } from 'parse5-sax-parser'

import type { RawFile } from '../../domain/documents/port.ts'
import { decodeText } from './decode-text.ts'
import { HtmlBlocks, type HtmlBlock } from './html-blocks.ts'
import { flat } from './markdown.ts'
import type { ReadText } from './file-content.ts'

/** What a page says to those who look at it: its main part, without menus, scripts and what is hidden. */
export async function readHtml(file: RawFile): Promise<ReadText> {
  return convertHtml(decodeText(file, { html: true }))
}

/** HTML as text with the structure of Markdown. One look at each tag: linear, however deep or broken. */
export async function convertHtml(html: string): Promise<ReadText> {
  const blocks = new HtmlBlocks()
  const parser = new SAXParser()
  parser.on('startTag', ({ tagName, attrs, selfClosing }) => blocks.startTag(tagName, attrs, selfClosing))
  parser.on('endTag', ({ tagName }) => blocks.endTag(tagName))
  parser.on('text', ({ text }) => blocks.text(text))
  parser.end(html)
  await finished(parser)
  const main = mainBlocks(blocks.end())
  return { title: titleOf(blocks, main), content: join(main) }
}

/** What a page calls its main part is believed where it holds some of its text: some name an empty box so. */
const LEAST_OF_TEXT = 0.2

function mainBlocks(all: readonly HtmlBlock[]): readonly HtmlBlock[] {
  const content = all.filter(({ zone }) => zone !== 'aside')
  const length = lengthOf(content)
  for (const zone of ['main', 'article'] as const) {
    const marked = content.filter((block) => block.zone === zone)
    if (lengthOf(marked) > length * LEAST_OF_TEXT)
      return zone === 'main' ? marked : content.filter((b) => b.zone !== 'rest')
  }
  return content.length > 0 ? content : all
}

function lengthOf(blocks: readonly HtmlBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0)
}

/** The one heading of the first level where it is a part of what the window is called; that often adds the site's name. */
function titleOf(blocks: HtmlBlocks, main: readonly HtmlBlock[]): string | null {
  const first = main.filter(({ level }) => level === 1).map(({ text }) => text.replace(/^# /, ''))
  const title = flat(blocks.title)
  const [heading] = first
  if (title === '') return heading ?? null
  return first.length === 1 && heading !== undefined && title.toLowerCase().includes(heading.toLowerCase())
    ? heading
    : title
}

/** Items of a list follow each other line by line, everything else with a blank line between. */
function join(blocks: readonly HtmlBlock[]): string {
  let text = ''
  blocks.forEach((block, index) => {
    const before = blocks[index - 1]
    if (before) text += before.tight && block.tight ? '\n' : '\n\n'
    text += block.text
  })
  return text
}
