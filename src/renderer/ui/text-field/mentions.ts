// What a text field is told about those who can be mentioned; who they are is the feature's knowledge.
import type { Result } from '../../../shared/contract/result'

export interface Mention {
  readonly id: string
  readonly name: string
  readonly hint: string
  /** What choosing it puts into the text. */
  readonly inserted: string
}

export interface MentionSource {
  readonly kinds: readonly ('person' | 'chat')[]
  /** Asks for names that begin like `text`, of at least two letters. */
  readonly find: (kind: 'person' | 'chat', text: string) => Promise<Result<readonly Mention[]>>
  /** Everybody at once, where that is possible. */
  readonly everybody?: Mention
}
