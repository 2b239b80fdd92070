// Tags within a run of text. One pass over a stack; a tag that is never closed becomes text again, and hides nothing.
import { BB_NAMES } from './bbcode-nodes'
import type { BbElement, BbName, BbNode } from './bbcode-nodes'

const TAG = /\[(\/?)([a-z]+)((?:=|\s)[^\][]*)?\]/gi
/** Stand alone, without a closing tag. */
const SINGLE = new Set<BbName>(['br', 'icon', 'timestamp', 'disk'])
/** What they enclose is not read for tags. */
const RAW = new Set<BbName>(['code', 'img'])
const RAW_END = /\[\/(code|img)(?:[=\s][^\][]*)?\]/gi
/** Deeper nesting is kept as text: hostile input must not exhaust the stack of whoever draws the tree. */
const MAX_DEPTH = 24

interface Open {
  readonly name: BbName
  readonly value: string
  readonly source: string
  readonly children: BbNode[]
}

/** Reads tags; text, line breaks included, stays as it is. */
export function parseInline(text: string): BbNode[] {
  const root: BbNode[] = []
  const stack: Open[] = []
  const inner = (): BbNode[] => stack.at(-1)?.children ?? root
  const lastEnds = lastEndsOf(text)
  let at = 0
  TAG.lastIndex = 0
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const name = nameOf(match[2] ?? '')
    if (!name) continue
    const raw = stack.at(-1)
    if (raw && RAW.has(raw.name) && !(match[1] && raw.name === name)) continue
    addText(inner(), text.slice(at, match.index))
    at = TAG.lastIndex
    // One that is never closed would hide all tags after it.
    if (!match[1] && RAW.has(name) && match.index > (lastEnds.get(name) ?? -1)) addText(inner(), match[0])
    else if (match[1]) closeTag({ name, source: match[0], stack, root })
    else openTag({ name, source: match[0], attributes: match[3] ?? '', stack, inner: inner() })
  }
  addText(inner(), text.slice(at))
  while (stack.length > 0) spill(stack, root)
  return root
}

/** Where the last closing tag of each kind stands that is not looked into. */
function lastEndsOf(text: string): ReadonlyMap<BbName, number> {
  const ends = new Map<BbName, number>()
  for (const match of text.matchAll(RAW_END)) {
    const name = nameOf(match[1] ?? '')
    if (name) ends.set(name, match.index)
  }
  return ends
}

function nameOf(tag: string): BbName | undefined {
  const lower = tag.toLowerCase()
  return BB_NAMES.find((name) => name === lower)
}

interface OpenTag {
  readonly name: BbName
  readonly source: string
  readonly attributes: string
  readonly stack: Open[]
  readonly inner: BbNode[]
}

function openTag({ name, source, attributes, stack, inner }: OpenTag): void {
  const value = attributes.startsWith('=') ? attributes.slice(1).trim() : attributes.trim()
  if (SINGLE.has(name)) inner.push({ kind: 'element', name, value, open: source, close: '', children: [] })
  else if (stack.length >= MAX_DEPTH) addText(inner, source)
  else stack.push({ name, value, source, children: [] })
}

interface CloseTag {
  readonly name: BbName
  readonly source: string
  readonly stack: Open[]
  readonly root: BbNode[]
}

function closeTag({ name, source, stack, root }: CloseTag): void {
  const opened = stack.findLastIndex((open) => open.name === name)
  if (opened < 0) {
    addText(stack.at(-1)?.children ?? root, source)
    return
  }
  while (stack.length > opened + 1) spill(stack, root)
  const open = stack.pop()
  if (!open) return
  const element: BbElement = {
    kind: 'element',
    name,
    value: open.value,
    open: open.source,
    close: source,
    children: open.children,
  }
  ;(stack.at(-1)?.children ?? root).push(element)
}

/** An opening tag without its end: its source and what followed it go to whoever encloses it. */
function spill(stack: Open[], root: BbNode[]): void {
  const open = stack.pop()
  if (!open) return
  const parent = stack.at(-1)?.children ?? root
  addText(parent, open.source)
  for (const child of open.children) {
    if (child.kind === 'text') addText(parent, child.text)
    else parent.push(child)
  }
}

function addText(nodes: BbNode[], text: string): void {
  if (text === '') return
  const last = nodes.at(-1)
  if (last?.kind === 'text') nodes[nodes.length - 1] = { kind: 'text', text: last.text + text }
  else nodes.push({ kind: 'text', text })
}
