import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import { MOST_TRACKED_HTML, MOST_TRACKED_LINKS, MOST_TRACKED_TARGET, trackMail } from './track-mail.ts'

const PIXEL = '<img src="https://t/o/1" width="1" height="1" alt="" style="border:0;width:1px;height:1px">'
const pixel = () => 'https://t/o/1'

/** The HTML with its links replaced, and where they led. */
async function withLinks(html: string): Promise<{ tracked: string; targets: string[] }> {
  const targets: string[] = []
  const tracked = await trackMail(html, { link: (target) => `https://t/c/${targets.push(target)}` })
  return { tracked, targets }
}

async function targetsIn(html: string): Promise<string[]> {
  return (await withLinks(html)).targets
}

describe('links', () => {
  test('of the web are replaced, and nothing else of the HTML', async () => {
    const html = [
      '<!DOCTYPE html>\r\n<HTML><body class=x>',
      '<P>1 < 2 &amp &nbsp;<A  CLASS=\'b\' Href = "https://shop.example/?a=1&amp;b=2"  target=_blank >Grüße 👋</a >',
      '<a href=http://shop.example/x>bare</a><a\nhref=\'HTTPS://Shop.example/"q"\'/>',
      '<br/></P></body>\r\n</HTML>\r\n',
    ].join('\r\n')
    const { tracked, targets } = await withLinks(html)
    assert.equal(
      tracked,
      html
        .replace('Href = "https://shop.example/?a=1&amp;b=2"', 'href="https://t/c/1"')
        .replace('href=http://shop.example/x', 'href="https://t/c/2"')
        .replace('href=\'HTTPS://Shop.example/"q"\'', 'href="https://t/c/3"'),
    )
    assert.deepEqual(targets, ['https://shop.example/?a=1&b=2', 'http://shop.example/x', 'HTTPS://Shop.example/"q"'])
  })

  test('lead exactly to where a reader of the HTML would be led', async () => {
    for (const [href, target] of [
      ['https://a.example/?a=1&b=2&copy=3', 'https://a.example/?a=1&b=2&copy=3'],
      ['https://a.example/?x=&#38;&#x26;y', 'https://a.example/?x=&&y'],
      ['https://a.example/%20%C3%BC?q=%2F#to&quot;', 'https://a.example/%20%C3%BC?q=%2F#to"'],
      [' \n https://a.example \t', 'https://a.example'],
      ['https://müller.example/straße?ü', 'https://xn--mller-kva.example/stra%C3%9Fe?%C3%BC'],
      ['https://a.example/a b', 'https://a.example/a%20b'],
      ['https://user:pass@a.example:8443/', 'https://user:pass@a.example:8443/'],
    ])
      assert.deepEqual(await targetsIn(`<a href="${href}">x</a>`), [target], href)
  })

  test('that lead not to the web, or that nobody would follow, are left alone', async () => {
    for (const html of [
      '<a href="mailto:maria@example.com">x</a>',
      '<a href="tel:+34600000000">x</a>',
      '<a href="#top">x</a><a href="">x</a><a name="top">x</a><a href>x</a>',
      '<a href="/path">x</a><a href="//a.example/">x</a><a href="www.example.com">x</a><a href="https:a.example">x</a>',
      '<a href="javascript:alert(1)">x</a><a href="data:text/html,https://a.example">x</a>',
      '<a href="https://">x</a><a href="https://a b/">x</a>',
      '<a data-posthorn-no-track href="https://a.example/">x</a>',
      '<a href="https://a.example/" DATA-Posthorn-No-Track="">x</a>',
      '<link href="https://a.example/x.css"><img src="https://a.example/"><area href="https://a.example/">',
      '<form action="https://a.example/"><abbr href="https://a.example/">x</abbr></form>',
      '<!-- <a href="https://a.example/">x</a> --><!--[if mso]><a href="https://a.example/">x</a><![endif]-->',
      '<script>"<a href=\'https://a.example/\'>"</script><style>a::after{content:"<a href=https://a.example/>"}</style>',
      '<title><a href="https://a.example/">x</a></title><textarea><a href="https://a.example/">x</a></textarea>',
      '<p title=\'<a href="https://a.example/">\'>x</p>',
      '&lt;a href="https://a.example/"&gt;',
      `<a href="https://a.example/${'x'.repeat(MOST_TRACKED_TARGET)}">x</a>`,
    ]) {
      const { tracked, targets } = await withLinks(html)
      assert.deepEqual(targets, [], html)
      assert.equal(tracked, html)
    }
  })

  test('for which there is no address stay as they are', async () => {
    const html = '<a href="https://a.example/1">x</a><a href="https://a.example/2">x</a>'
    const link = (target: string) => (target.endsWith('1') ? null : 'https://t/c/2')
    assert.equal(await trackMail(html, { link }), html.replace('https://a.example/2', 'https://t/c/2'))
  })

  test('in broken HTML are found where browsers find them', async () => {
    assert.deepEqual(await targetsIn('<p><a href="https://a.example/1"><b><a href=https://a.example/2>x'), [
      'https://a.example/1',
      'https://a.example/2',
    ])
    const twice = '<a href="https://a.example/1" href="https://a.example/2">x'
    assert.equal((await withLinks(twice)).tracked, twice.replace('https://a.example/1', 'https://t/c/1'))
    for (const open of [
      '<a href="https://a.example/',
      '<a href="https://a.example/"',
      '<!-- <a href="https://a.example/">',
      '<script><a href="https://a.example/">',
    ])
      assert.deepEqual(await withLinks(open), { tracked: open, targets: [] }, open)
    assert.deepEqual(await targetsIn('<!--> <a href="https://a.example/">x</a> -->'), ['https://a.example/'])
  })

  test('past the most, and HTML past the most, are left alone', async () => {
    const many = '<a href="https://a.example/">x</a>'.repeat(MOST_TRACKED_LINKS + 2)
    const { tracked, targets } = await withLinks(many)
    assert.equal(targets.length, MOST_TRACKED_LINKS)
    assert.ok(tracked.endsWith('<a href="https://a.example/">x</a>'.repeat(2)))
    const filler = 'Grüße \r\n👋 '
    const link = '<a href="https://a.example/">x</a>'
    const large = filler.repeat(Math.floor((MOST_TRACKED_HTML - link.length) / filler.length)) + link
    assert.equal((await withLinks(large)).tracked, large.replace('https://a.example/', 'https://t/c/1'))
    const larger = large + ' '.repeat(MOST_TRACKED_HTML)
    assert.equal(await trackMail(larger, { pixel, link: () => 'https://t/c/1' }), larger)
  })

  test('are found fast in the most hostile HTML', async () => {
    for (const piece of [
      '<a href=https://a.example/ ',
      '<a ',
      '<!--',
      '<svg><a>',
      '&',
      '<a a',
      '<script><!--<script>',
    ]) {
      const html = piece.repeat(MOST_TRACKED_HTML / piece.length)
      const since = performance.now()
      await trackMail(html, { pixel, link: () => 'https://t/c/1' })
      assert.ok(performance.now() - since < 3_000, `${piece} took ${performance.now() - since} ms`)
    }
  })
})

describe('the picture', () => {
  test('stands before the end of the body, or at the end', async () => {
    for (const [html, expected] of [
      ['<body><p>Hi</p></BODY></html>', `<body><p>Hi</p>${PIXEL}</BODY></html>`],
      ['<p>Hi', `<p>Hi${PIXEL}`],
      ['Hi', `Hi${PIXEL}`],
      ['<p>Hi</p></html>\r\n', `<p>Hi</p></html>\r\n${PIXEL}`],
      ['<!-- </body> --><p>Hi', `<!-- </body> --><p>Hi${PIXEL}`],
      ['<body>a</body>b</body>c', `<body>a</body>b${PIXEL}</body>c`],
      ['<p>Hi</p><a href="https://a.example', `<p>Hi</p>${PIXEL}<a href="https://a.example`],
    ] as const)
      assert.equal(await trackMail(html, { pixel }), expected)
  })

  test('stands in its place among links on both sides', async () => {
    const html = '<a href="https://a.example/1">x</a></body><a href="https://a.example/2">x</a>'
    let links = 0
    assert.equal(
      await trackMail(html, { pixel, link: () => `https://t/c/${++links}` }),
      `<a href="https://t/c/1">x</a>${PIXEL}</body><a href="https://t/c/2">x</a>`,
    )
  })
})

test('whatever the HTML is, taking out what was put in gives it back', async () => {
  const pieces = fc.constantFrom(
    ...['<a href="https://a.example/?a&amp;b">', '<a ', 'href=', "'", '"', '>', '<', '</a>', '<!--', '-->', '</body>'],
    ...[
      '<script>',
      '</script>',
      '\r\n',
      '\r',
      '\n',
      '\0',
      'ü',
      '👋',
      '\ud83d',
      '&',
      '<svg>',
      '<![CDATA[',
      ']]>',
      '\ufeff',
    ],
    ...[' ', '/', '=', 'https://a.example/', '<title>', '</title>', '<?', '<p title="x">', 'x'.repeat(70_000)],
  )
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (parts) => {
      const html = parts.join('')
      fc.pre(html.length <= MOST_TRACKED_HTML)
      const { tracked } = await withLinks(html)
      const link = /href="https:\/\/t\/c\/\d+"/g
      const around = tracked.split(link)
      let at = 0
      for (const [index, piece] of around.entries()) {
        const found = html.indexOf(piece, at)
        assert.ok(index === 0 ? html.startsWith(piece) : found >= at)
        at = index === 0 ? piece.length : found + piece.length
      }
      assert.ok(html.endsWith(around.at(-1)!))
      const marked = await trackMail(html, { pixel })
      assert.equal(marked.replace(PIXEL, ''), html)
      assert.equal(marked.length, html.length + PIXEL.length)
    }),
    { numRuns: 300 },
  )
})
