// The tree a BBCode text is read into. Types and the list of tags; pure.

/** A piece of text as it is to be read. */
export interface BbText {
  readonly kind: 'text'
  readonly text: string
}

export const BB_NAMES = [
  'b',
  'i',
  'u',
  's',
  'size',
  'color',
  'url',
  'user',
  'chat',
  'context',
  'put',
  'send',
  'call',
  'code',
  'img',
  'icon',
  'timestamp',
  'disk',
  'br',
  'quote',
] as const
export type BbName = (typeof BB_NAMES)[number]

/** A tag with what it encloses. `open` and `close` are its source text; `quote` also stands for quoting lines. */
export interface BbElement {
  readonly kind: 'element'
  readonly name: BbName
  /** What stands after `=` in the opening tag, or all of its attributes (`size=small`); '' when there is nothing. */
  readonly value: string
  readonly open: string
  readonly close: string
  readonly children: readonly BbNode[]
}

export type BbNode = BbText | BbElement
