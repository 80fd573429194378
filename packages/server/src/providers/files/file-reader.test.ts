import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { deflateRawSync, deflateSync, constants } from 'node:zlib'

import type { ReadingFailure } from '../../domain/documents/port.ts'
import { systemClock, type Clock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import { confinement, createFileReader } from './file-reader.ts'
import { docxOf, linesAt, pdfOf, word, zipOf } from './files-fixture.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log
const reader = createFileReader({ clock: systemClock, log })

async function read(name: string, bytes: Uint8Array | string) {
  return await reader.read({ name, mediaType: null, bytes: Buffer.from(bytes) })
}

async function refused(name: string, bytes: Uint8Array | string): Promise<ReadingFailure> {
  const result = await read(name, bytes)
  assert.equal(result.kind, 'failed', JSON.stringify(result).slice(0, 300))
  const failure = result
  assert.match(failure.message, /^[A-Z].*\.$/s)
  return failure
}

const MEBIBYTE = 1024 * 1024

test('a file is read in a process of its own', async () => {
  const result = await read('a.md', '# Hours\n\nNine to five.')
  assert.deepEqual(result, { kind: 'read', title: 'Hours', content: '# Hours\n\nNine to five.' })
})

test('that process reads nothing of the machine, writes nowhere and starts nothing', () => {
  const script = `const fs = require('node:fs')
    const tried = { read: () => fs.readFileSync('/etc/hosts'), look: () => fs.readdirSync(process.cwd()),
      write: () => fs.writeFileSync('/tmp/posthorn-test', ''), start: () => require('node:child_process').spawnSync('ls') }
    console.log(JSON.stringify(Object.entries(tried).map(([name, go]) => { try { go(); return name } catch (error) { return error.code } })))`
  const { stdout } = spawnSync(process.execPath, [...confinement(), '-e', script], {
    env: {},
    cwd: '/tmp',
    encoding: 'utf8',
  })
  assert.deepEqual(
    JSON.parse(stdout),
    Array.from({ length: 4 }, () => 'ERR_ACCESS_DENIED'),
  )
})

test('files beyond the limit, and empty ones, are refused unread', async () => {
  const { code, message } = await refused('a.pdf', Buffer.alloc(100 * MEBIBYTE))
  assert.equal(code, 'too_large')
  assert.match(message, /20 MiB/)
  assert.equal((await refused('a.txt', '')).code, 'empty')
})

test('archives that become too large are refused by their directory', async () => {
  const spaces = ' '.repeat(20 * MEBIBYTE)
  assert.equal((await refused('a.docx', docxOf(word.paragraph(spaces)))).code, 'expands_too_much')
  const picture = { name: 'word/media/image1.png', content: Buffer.alloc(30 * MEBIBYTE) }
  assert.equal((await refused('a.docx', docxOf(word.paragraph('x'), [picture]))).code, 'expands_too_much')
  const many = Array.from({ length: 6_000 }, (_, at) => ({ name: `word/x${at}`, content: '' }))
  assert.equal((await refused('a.docx', docxOf(word.paragraph('x'), many))).code, 'expands_too_much')
  const huge = { name: 'word/media/a.png', content: 'x', claimedBytes: 0xffffffff }
  assert.equal((await refused('a.docx', docxOf(word.paragraph('x'), [huge]))).code, 'expands_too_much')
})

test('a directory that lies is found out while its part is inflated', async () => {
  const document = `<w:document>${' '.repeat(80 * MEBIBYTE)}</w:document>`
  const lie = { name: 'word/document.xml', content: document, claimedBytes: 900 }
  assert.equal((await refused('a.docx', docxOf('', [lie]))).code, 'expands_too_much')
})

test('archives in archives stay packed', async () => {
  const inner = zipOf([{ name: 'x', content: Buffer.alloc(5 * MEBIBYTE) }])
  const nested = { name: 'word/embeddings/a.zip', content: inner, stored: true }
  assert.equal((await read('a.docx', docxOf(word.paragraph('Text'), [nested]))).kind, 'read')
  assert.equal((await refused('a.zip', zipOf([{ name: 'a.zip', content: inner }]))).code, 'unsupported_type')
})

test('a Word document cannot name files of this machine, nor entities that grow', async () => {
  const withType = (type: string, text: string): Buffer =>
    docxOf('', [
      {
        name: 'word/document.xml',
        content: `<?xml version="1.0"?><!DOCTYPE d [${type}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${word.paragraph(text)}</w:body></w:document>`,
      },
    ])
  const external = withType('<!ENTITY e SYSTEM "file:///etc/passwd">', '&e;')
  assert.equal((await refused('a.docx', external)).code, 'broken')
  const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')
  assert.equal((await refused('a.docx', withType(`<!ENTITY l0 "lol">${laughs}`, '&l9;'))).code, 'broken')
  const wide = { name: 'word/styles.xml', content: Buffer.from('\ufeff<!DOCTYPE a>', 'utf16le') }
  assert.equal((await refused('a.docx', docxOf(word.paragraph('x'), [wide]))).code, 'broken')
  const link = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`
  const linked = await read(
    'a.docx',
    docxOf(word.paragraph('Text'), [{ name: 'word/_rels/document.xml.rels', content: link }]),
  )
  assert.deepEqual(linked, { kind: 'read', title: null, content: 'Text' })
})

test('PDFs that are cut off, garbage or a lure of scripts do no harm', async () => {
  const page = linesAt(60, 700, ['Delivery takes three days.', 'Returns are free.'])
  const whole = pdfOf([page])
  const cut = await read('a.pdf', whole.subarray(0, whole.length - 400))
  // Its table of contents is gone; what is left may well be readable.
  assert.ok(cut.kind === 'read' ? cut.content.includes('Delivery') : cut.code === 'broken')
  assert.equal((await refused('a.pdf', `%PDF-1.7\n${'garbage '.repeat(1_000)}`)).code, 'broken')
  const script =
    '/OpenAction << /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1/"\\)) >> /AA << /O << /S /Launch /F (calc.exe) >> >>'
  const scripted = await read('a.pdf', pdfOf([page], { catalogue: script }))
  assert.equal(scripted.kind === 'read' && scripted.content, 'Delivery takes three days. Returns are free.')
})

/** Deflated blanks, a few kilobytes for each hundred million of them, made without deflating them all. */
function deflatedBlanks(mebibytes: number): Buffer {
  const flush = { finishFlush: constants.Z_FULL_FLUSH }
  const block = deflateRawSync(Buffer.alloc(MEBIBYTE, ' '), flush)
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array.from({ length: mebibytes }, () => block),
    deflateSync('').subarray(2),
  ])
}

test('a PDF whose page becomes gigabytes ends its own process', async () => {
  const bomb = pdfOf([[]], { stream: deflatedBlanks(4_000) })
  assert.ok(bomb.length < 10 * MEBIBYTE)
  const { code } = await refused('a.pdf', bomb)
  assert.ok(code === 'expands_too_much' || code === 'took_too_long', code)
})

test('tables of a million columns and pages of a hundred thousand levels are refused or read, in time', async () => {
  assert.equal((await refused('a.csv', `${'a,'.repeat(1_000_000)}a\n1`)).code, 'too_large')
  assert.equal((await refused('a.csv', 'a,b\n'.repeat(150_000))).code, 'too_large')
  const deep = await read('a.html', `<!doctype html>${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`)
  assert.equal(deep.kind === 'read' && deep.content, 'deep')
  const tables = await read('a.html', `<!doctype html>${'<table><tr><td>'.repeat(20_000)}deep`)
  assert.equal(tables.kind === 'read' && tables.content, 'deep')
  const lists = await read('a.html', `<!doctype html>${'<ul><li>'.repeat(20_000)}deep`)
  assert.equal(lists.kind === 'read' && lists.content.trim(), '- deep')
  const spans = `<!doctype html><table>${'<tr>'.concat('<td rowspan=65534 colspan=1000>'.concat('x'.repeat(500)).repeat(20)).repeat(200)}`
  assert.ok(['read', 'failed'].includes((await read('a.html', spans)).kind))
  const nested = '<w:tbl><w:tr><w:tc>'.repeat(5_000)
  const broken = await read(
    'a.docx',
    docxOf(`${nested}${word.paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(5_000)}`),
  )
  assert.ok(
    broken.kind === 'read' || broken.code === 'broken' || broken.code === 'expands_too_much',
    JSON.stringify(broken),
  )
})

test('what lures expressions into trying everything is read, and does not run into the limit of time', async () => {
  const baits = [
    `x${' '.repeat(500_000)}x`,
    '<!--'.repeat(200_000),
    `# ${'#'.repeat(300_000)} x`,
    'a'.repeat(900_000),
    '\n'.repeat(900_000).concat('x'),
    `|${'-'.repeat(300_000)}`,
  ]
  for (const bait of baits) {
    for (const name of ['a.md', 'a.html', 'a.csv']) {
      const result = await read(name, name === 'a.html' ? `<!doctype html><pre>${bait}` : bait)
      assert.ok(
        result.kind === 'read' || result.code === 'empty' || result.code === 'too_large',
        JSON.stringify(result).slice(0, 200),
      )
    }
  }
})

test('a file that takes too long is given up by the clock, and the next one is read', async () => {
  const timers: (() => void)[] = []
  const clock: Clock = {
    ...systemClock,
    setTimer: (callback) => {
      timers.push(callback)
      return { cancel: () => undefined }
    },
  }
  const slow = createFileReader({ clock, log })
  const result = slow.read({ name: 'a.md', mediaType: null, bytes: Buffer.from('text') })
  while (timers.length === 0) await new Promise((resolve) => setImmediate(resolve))
  timers[0]?.()
  const failure = await result
  assert.equal(failure.kind === 'failed' && failure.code, 'took_too_long')
  assert.equal((await slow.read({ name: 'a.md', mediaType: null, bytes: Buffer.from('text') })).kind, 'read')
})

test('two are read at once, the others in turn, and none once it is closed', async () => {
  const own = createFileReader({ clock: systemClock, log })
  const reads = Array.from({ length: 5 }, (_, at) =>
    own.read({ name: 'a.md', mediaType: null, bytes: Buffer.from(`text ${at}`) }),
  )
  const all = await Promise.all(reads)
  assert.deepEqual(
    all.map((result) => result.kind === 'read' && result.content),
    ['text 0', 'text 1', 'text 2', 'text 3', 'text 4'],
  )
  const last = own.read({ name: 'a.md', mediaType: null, bytes: Buffer.from('text') })
  await new Promise((resolve) => setImmediate(resolve))
  own.close()
  await assert.rejects(last, /stopping/)
})
