// Bitrix24's BBCode as a tree. Pure and lossless: `bbcodeSource` of a tree is the text it came from. Never HTML.
import { parseInline } from './bbcode-inline'
import type { BbElement, BbNode } from './bbcode-nodes'

const FENCE = /^-{6,}\s*$/
const QUOTED = '>>'
const CODE_TAG = /\[(\/?)code(?:[=\s][^\][]*)?\]/gi

/**
 * Reads a message's text. Total: whatever is not well formed stays as text. Lines that begin with `>>` and blocks
 * between lines of six or more dashes are quotes, unless they are code. Takes time in proportion to the text.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-formatting.html
 */
export function parseBbcode(text: string): BbNode[] {
  const lines = readLines(text)
  const nodes: BbNode[] = []
  let plain = ''
  const flush = (): void => {
    for (const node of parseInline(plain)) nodes.push(node)
    plain = ''
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (!line) continue
    if (line.kind === 'fence' && line.end !== undefined) {
      flush()
      const inner = lines.slice(at + 1, line.end).map((each) => each.text)
      nodes.push(quote(line.text, inner.join(''), lines[line.end]?.text ?? ''))
      at = line.end
    } else if (line.kind === 'quoted') {
      flush()
      nodes.push(quote(QUOTED, line.text.slice(QUOTED.length), ''))
    } else {
      plain += line.text
    }
  }
  flush()
  return nodes
}

interface Line {
  readonly text: string
  readonly kind: 'plain' | 'quoted' | 'fence'
  /** Of a fence: which line is the next one, if there is one. */
  end?: number
}

function readLines(text: string): Line[] {
  const code = codeSpans(text)
  let from = 0
  let span = 0
  const lines = text.split(/(?<=\n)/).map((line): Line => {
    while ((code[span]?.to ?? Infinity) <= from) span += 1
    const kind = (code[span]?.from ?? Infinity) < from ? 'plain' : kindOf(line)
    from += line.length
    return { text: line, kind }
  })
  let next: number | undefined
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at]
    if (line?.kind !== 'fence') continue
    if (next !== undefined) line.end = next
    next = at
  }
  return lines
}

function kindOf(line: string): Line['kind'] {
  if (line.startsWith(QUOTED)) return 'quoted'
  return FENCE.test(line) ? 'fence' : 'plain'
}

/** Where code stands, tags included: dashes and arrows in it are code. */
function codeSpans(text: string): { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = []
  let open: number | undefined
  for (const tag of text.matchAll(CODE_TAG)) {
    if (!tag[1]) open ??= tag.index
    else if (open !== undefined) {
      spans.push({ from: open, to: tag.index + tag[0].length })
      open = undefined
    }
  }
  return spans
}

function quote(open: string, inner: string, close: string): BbElement {
  return { kind: 'element', name: 'quote', value: '', open, close, children: parseInline(inner) }
}

/** The text a tree came from, character by character. */
export function bbcodeSource(nodes: readonly BbNode[]): string {
  return nodes
    .map((node) => (node.kind === 'text' ? node.text : node.open + bbcodeSource(node.children) + node.close))
    .join('')
}

/** The words of a message without its markup, in one line: for lists and notifications. */
export function bbcodePlain(text: string): string {
  const words = (nodes: readonly BbNode[]): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text
        return node.name === 'br' ? ' ' : words(node.children)
      })
      .join('')
  return words(parseBbcode(text)).replace(/\s+/g, ' ').trim()
}
