// Bitrix24's BBCode as a tree. Pure and lossless: `bbcodeSource` of a tree is the text it came from. Never HTML.
import { parseInline } from './bbcode-inline'
import type { BbElement, BbNode } from './bbcode-nodes'

const FENCE = /^-{6,}$/
const QUOTED = /^>>/

/**
 * Reads a message's text. Total: whatever is not well formed stays as text. Lines that begin with `>>` and blocks
 * between lines of six or more dashes are quotes.
 * @see https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/imbot.v2/messages/message-formatting.html
 */
export function parseBbcode(text: string): BbNode[] {
  const lines = text.split(/(?<=\n)/)
  const nodes: BbNode[] = []
  let plain = ''
  const flush = (): void => {
    nodes.push(...parseInline(plain))
    plain = ''
  }
  for (let at = 0; at < lines.length; at += 1) {
    const end = fencedEnd(lines, at)
    const line = lines[at] ?? ''
    if (end !== undefined) {
      flush()
      nodes.push(quote(line, lines.slice(at + 1, end).join(''), lines[end] ?? ''))
      at = end
    } else if (QUOTED.test(line)) {
      flush()
      nodes.push(quote('>>', line.slice(2), ''))
    } else {
      plain += line
    }
  }
  flush()
  return nodes
}

function fencedEnd(lines: readonly string[], at: number): number | undefined {
  if (!FENCE.test((lines[at] ?? '').trimEnd())) return undefined
  const end = lines.findIndex((line, index) => index > at && FENCE.test(line.trimEnd()))
  return end < 0 ? undefined : end
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
