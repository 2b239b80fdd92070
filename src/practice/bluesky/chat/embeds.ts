// What a message's embed turns into when it is shown. Posts do not exist here: an embedded record is "not found".
import type { DidString } from '@atproto/lex'
import type { chat } from '@bsky/sdk/lexicons'
import { joinLinkPreview } from './links'
import type { World } from '../world'

type EmbedInput = NonNullable<chat.bsky.convo.defs.MessageInput['embed']>
type EmbedView = NonNullable<chat.bsky.convo.defs.MessageView['embed']>

/** The view of an embed, or nothing for a kind the lexicon does not know. */
export function embedView(world: World, embed: EmbedInput, viewer: DidString): EmbedView | undefined {
  if (embed.$type === 'chat.bsky.embed.joinLink') {
    const { code } = embed as chat.bsky.embed.joinLink.Main
    return { $type: 'chat.bsky.embed.joinLink#view', joinLinkPreview: joinLinkPreview(world, code, viewer) }
  }
  if (embed.$type === 'app.bsky.embed.record') {
    const { uri } = (embed as { record: { uri: `at://${DidString}` } } & EmbedInput).record
    const record = { $type: 'app.bsky.embed.record#viewNotFound' as const, uri, notFound: true as const }
    return { $type: 'app.bsky.embed.record#view', record }
  }
  return undefined
}
