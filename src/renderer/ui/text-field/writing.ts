// All that a text field is told by who knows the account: how it writes, who can be mentioned, which texts are kept.
import type { KeptTexts } from './kept-texts'
import type { MentionSource } from './mentions'

export interface Writing {
  readonly syntax: 'bbcode' | 'plain'
  readonly mentions: MentionSource | undefined
  readonly kept: KeptTexts
}
