// Draws a rich text node by node. Text is only ever a text node: nothing of a message becomes HTML, a link or a picture.
import { h } from 'vue'
import type { FunctionalComponent, VNodeChild } from 'vue'

export interface RichText {
  readonly kind: 'text'
  readonly text: string
}

export interface RichElement {
  readonly kind: 'element'
  readonly name: string
  readonly value: string
  readonly children: readonly RichNode[]
}

export type RichNode = RichText | RichElement

const STYLES: Readonly<Record<string, string>> = {
  b: 'font-semibold',
  i: 'italic',
  u: 'underline',
  s: 'line-through',
  url: 'text-brand underline decoration-brand/40',
  user: 'font-semibold text-brand',
  chat: 'font-semibold text-brand',
  context: 'text-brand',
  put: 'border-b border-dashed border-current text-brand',
  send: 'border-b border-dashed border-current text-brand',
  call: 'border-b border-dashed border-current text-brand',
  code: 'rounded bg-edge px-1 font-mono text-[12px]',
  img: 'text-faint underline decoration-dotted',
}
const HEX = /^#?[0-9a-f]{3,8}$/i

function draw(nodes: readonly RichNode[]): VNodeChild[] {
  return nodes.map((node) => (node.kind === 'text' ? node.text : drawElement(node)))
}

function drawElement({ name, value, children }: RichElement): VNodeChild {
  const inner = draw(children)
  switch (name) {
    case 'br':
      return h('br')
    case 'quote':
      return h('span', { class: 'my-1 block border-s-2 border-faint ps-2 text-faint' }, inner)
    case 'size':
      return h(
        'span',
        { style: { fontSize: `${Math.min(Math.max(Number.parseInt(value, 10) || 13, 8), 30)}px` } },
        inner,
      )
    case 'color':
      return h('span', HEX.test(value) ? { style: { color: value.startsWith('#') ? value : `#${value}` } } : {}, inner)
    case 'timestamp':
      return h('time', {}, timestamp(value))
    case 'icon':
    case 'disk':
      return h('span', { class: 'text-faint' }, `[${name}]`)
    default:
      return h('span', { class: STYLES[name] ?? '', ...(value && name === 'url' ? { title: value } : {}) }, inner)
  }
}

function timestamp(value: string): string {
  const seconds = Number.parseInt(value, 10)
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? value : date.toLocaleString(document.documentElement.lang)
}

/** A message's text as nodes; line breaks are kept. */
export const RichText: FunctionalComponent<{ nodes: readonly RichNode[] }> = ({ nodes }) =>
  h('span', { class: 'wrap-anywhere whitespace-pre-wrap' }, draw(nodes))
RichText.props = { nodes: { type: Array, required: true } }
