// What a rich text is made of, as far as drawing it needs to know.

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
