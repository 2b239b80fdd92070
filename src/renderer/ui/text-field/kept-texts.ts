// Kept texts as a text field is handed them: already filled for whom one writes to.
import type { Result } from '../../../shared/contract/result'
import type { RichNode } from '../rich-text'

export interface ReadyText {
  readonly id: string
  readonly name: string
  /** Its variables filled: what is inserted. */
  readonly filled: string
  /** The same, as it will be drawn. */
  readonly nodes: readonly RichNode[]
}

export interface KeptTexts {
  readonly texts: readonly ReadyText[]
  /** The words that are filled in, as they are written. */
  readonly variables: string
  readonly keep: (name: string, text: string) => Promise<Result<unknown>>
  /** Goes to where they are changed. */
  readonly manage: () => void
}
