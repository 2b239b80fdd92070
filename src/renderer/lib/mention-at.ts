// Whether somebody is being mentioned where the caret stands. Pure.

export interface MentionQuery {
  readonly kind: 'person' | 'chat'
  /** Where the `@` or `#` stands. */
  readonly from: number
  /** What is typed after it. */
  readonly text: string
}

/** Begins a word; up to three words of a name, no brackets, no second sign. */
const TYPED = /(?:^|[\s([{«"'“])([@#])((?:[^\s@#[\]]{1,40}(?: [^\s@#[\]]{0,40}){0,2})?)$/u
const LOOK_BACK = 130

/** What is typed after `@` or `#` up to the caret; `undefined` where that is no mention. */
export function mentionAt(text: string, caret: number): MentionQuery | undefined {
  const start = Math.max(0, caret - LOOK_BACK)
  const match = TYPED.exec(text.slice(start, caret))
  if (!match) return undefined
  const typed = match[2] ?? ''
  return { kind: match[1] === '@' ? 'person' : 'chat', from: caret - typed.length - 1, text: typed }
}
