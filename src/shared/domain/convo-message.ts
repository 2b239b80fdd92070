// Size rules of a Bluesky chat message. Pure; the service decides in the end.
import { measureMessage, type MessageSizes } from './message-sizes'

/** https://docs.bsky.app/docs/api/chat-bsky-convo-send-message: at most 1000 graphemes and 10000 bytes. */
export const CONVO_GRAPHEMES = 1_000
export const CONVO_BYTES = 10_000

export interface ConvoReview {
  readonly problems: readonly (
    'messages.empty' | 'messages.tooLong' | 'messages.attachError' | 'messages.keyboardError'
  )[]
  readonly sizes: MessageSizes
}

/** Reviews a chat message: text only, nothing can be attached. `sizes.textChars` counts what a reader sees as characters. */
export function reviewConvoMessage(parts: Parameters<typeof measureMessage>[0]): ConvoReview {
  const graphemes = countGraphemes(parts.text)
  const bytes = new TextEncoder().encode(parts.text).length
  const problems: ConvoReview['problems'][number][] = []
  if (parts.text.trim() === '') problems.push('messages.empty')
  if (graphemes > CONVO_GRAPHEMES || bytes > CONVO_BYTES) problems.push('messages.tooLong')
  if (parts.attach !== undefined) problems.push('messages.attachError')
  if (parts.keyboard !== undefined) problems.push('messages.keyboardError')
  return { problems, sizes: { ...measureMessage(parts), textChars: graphemes, textLimit: CONVO_GRAPHEMES } }
}

function countGraphemes(text: string): number {
  let count = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) count += segment === '' ? 0 : 1
  return count
}
