// Draws a rich text node by node. Text is only ever a text node: nothing of a message becomes HTML or a picture, nothing
// is fetched, and a link is a word that tells its address.
import { defineComponent, h } from 'vue'
import type { PropType, VNodeChild } from 'vue'
import { useText } from '../lib/i18n'
import type { Texts } from '../lib/i18n'

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

const LINK = 'text-brand underline decoration-brand/40'
const STYLES: Readonly<Record<string, string>> = {
  b: 'font-semibold',
  i: 'italic',
  u: 'underline',
  s: 'line-through',
  url: LINK,
  user: 'font-semibold text-brand',
  chat: 'font-semibold text-brand',
  context: 'text-brand',
  put: 'border-b border-dashed border-current text-brand',
  send: 'border-b border-dashed border-current text-brand',
  call: 'border-b border-dashed border-current text-brand',
  code: 'rounded bg-edge px-1 font-mono text-[12px]',
  img: 'text-faint underline decoration-dotted',
}
const QUOTE = 'block border-s-2 border-faint ps-2 text-faint'
const HEX = /^#?[0-9a-f]{3,8}$/i
const PAGE = /^https?:\/\/[^\s<>"]+$/i
const PAGES = /(https?:\/\/[^\s<>"[\]]*[^\s<>"[\].,;:!?)»”'])/i
/** Elements whose text is left alone: addresses in it are no links. */
const LITERAL = new Set(['code', 'img', 'url'])

interface Pen {
  readonly t: Texts['t']
  readonly language: string
  /** What choosing a link does, where it does anything. */
  readonly follow: ((address: string) => void) | undefined
}

function draw(nodes: readonly RichNode[], pen: Pen, literal = false): VNodeChild[] {
  return nodes.map((node, index) => {
    if (node.kind === 'text') return literal ? node.text : drawText(node.text, pen)
    if (node.name !== 'quote') return drawElement(node, pen)
    const before = nodes[index - 1]
    const joins = before?.kind === 'element' && before.name === 'quote'
    return h('span', { class: `${QUOTE} ${joins ? '' : 'mt-1'}` }, draw(node.children, pen))
  })
}

/** Addresses in plain words are links too, as the services show them. */
function drawText(text: string, pen: Pen): VNodeChild {
  if (!text.includes('://')) return text
  return text.split(PAGES).map((piece, index) => (index % 2 === 1 ? drawLink([piece], piece, pen) : piece))
}

function drawLink(inner: VNodeChild[], address: string, { t, follow }: Pen): VNodeChild {
  if (!follow || !PAGE.test(address)) return h('span', { class: LINK, title: address }, inner)
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    follow(address)
  }
  const title = t('writing.link.copy', { address })
  const attributes = { class: `${LINK} cursor-pointer`, role: 'button', tabindex: 0, title }
  return h('span', { ...attributes, onClick: () => follow(address), onKeydown: press }, inner)
}

function drawElement({ name, value, children }: RichElement, pen: Pen): VNodeChild {
  const inner = draw(children, pen, LITERAL.has(name))
  switch (name) {
    case 'br':
      return h('br')
    case 'url':
      return drawLink(inner, value || textOf(children), pen)
    case 'size':
      return h(
        'span',
        { style: { fontSize: `${Math.min(Math.max(Number.parseInt(value, 10) || 13, 8), 30)}px` } },
        inner,
      )
    case 'color':
      return h('span', HEX.test(value) ? { style: { color: value.startsWith('#') ? value : `#${value}` } } : {}, inner)
    case 'timestamp':
      return h('time', {}, timestamp(value, pen.language))
    case 'icon':
    case 'disk':
      return h(
        'span',
        { class: 'text-faint' },
        `[${/\btitle=(.+)$/.exec(value)?.[1] ?? pen.t(`writing.shown.${name}`)}]`,
      )
    default:
      return h('span', { class: STYLES[name] ?? '', ...(value && name in STYLES ? { title: value } : {}) }, inner)
  }
}

const textOf = (nodes: readonly RichNode[]): string =>
  nodes.map((node) => (node.kind === 'text' ? node.text : textOf(node.children))).join('')

function timestamp(value: string, language: string): string {
  const date = new Date(Number.parseInt(value, 10) * 1000)
  return Number.isNaN(date.getTime()) ? value : date.toLocaleString(language)
}

/**
 * A message's text as nodes; line breaks are kept. The text is a direction of its own, so that characters that turn it
 * around turn nothing else. With `follow`, links can be chosen, and it gets their address.
 */
export const RichText = defineComponent({
  name: 'RichText',
  props: {
    nodes: { type: Array as PropType<readonly RichNode[]>, required: true },
    follow: { type: Function as PropType<(address: string) => void>, default: undefined },
  },
  setup(props) {
    const { t, language } = useText()
    return () =>
      h(
        'span',
        { class: 'wrap-anywhere whitespace-pre-wrap [tab-size:4]', dir: 'auto' },
        draw(props.nodes, { t, language: language(), follow: props.follow }),
      )
  },
})
