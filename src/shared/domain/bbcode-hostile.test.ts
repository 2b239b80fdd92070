// Catches: a text made to keep the parser busy, or to make the tree deeper than who draws it can go. Work is counted, not
// timed: a busy machine changes nothing, and what grows with the square of the text is far beyond the bound.
import { describe, expect, it } from 'vitest'
import { bbcodeSource, parseBbcode } from './bbcode'
import type { BbNode } from './bbcode-nodes'

const CHARACTERS = 60_000
const fill = (piece: string): string => piece.repeat(Math.ceil(CHARACTERS / piece.length))

/** How often the parser matched, and moved a node. */
function workOf(text: string): number {
  const [exec, push] = [RegExp.prototype.exec, Array.prototype.push]
  let work = 0
  RegExp.prototype.exec = function (...given) {
    work += 1
    return exec.apply(this, given)
  }
  Array.prototype.push = function (...given) {
    work += 1
    return push.apply(this, given)
  }
  try {
    parseBbcode(text)
  } finally {
    Object.assign(RegExp.prototype, { exec })
    Object.assign(Array.prototype, { push })
  }
  return work
}

const deep = (nodes: readonly BbNode[]): number =>
  nodes.reduce((most, node) => Math.max(most, node.kind === 'text' ? 0 : 1 + deep(node.children)), 0)

describe('a hostile text', () => {
  it.each([
    ['opening tags only', fill('[b]')],
    ['closing tags only', fill('[/b]')],
    ['deep nesting', `${'[b]'.repeat(8_000)}x${'[/b]'.repeat(8_000)}`],
    ['two thousand nested tags', `${'[i]'.repeat(2_000)}x${'[/i]'.repeat(2_000)}`],
    ['crossed tags', fill('[b][i]x[/b][/i]')],
    ['much inside tags never closed', `${'[u]'.repeat(24)}${fill('[br]')}`],
    ['fences', fill('------\n')],
    ['one fence and many almost', `------\n${fill('------x\n')}`],
    ['code never closed', fill('[code]')],
    ['code and its end by turns', fill('[code]\n>>x[/code]\n')],
    ['quoted lines', fill('>>[b]\n')],
    ['brackets', fill('[')],
    ['one endless attribute', `[url=${'a'.repeat(CHARACTERS)}`],
    ['endless names', fill('[bbbbbbbb')],
    ['dashes', fill('-')],
    ['new lines', fill('\n')],
  ])('is read in proportion to its length, whole and shallow: %s', (_, text) => {
    const tree = parseBbcode(text)
    expect(bbcodeSource(tree) === text).toBe(true)
    expect(deep(tree)).toBeLessThanOrEqual(25)
    expect(workOf(text)).toBeLessThan(30 * text.length)
  })
})
