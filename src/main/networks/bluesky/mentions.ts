// Which of the `@handle` in a text are members of its conversation: only they become mentions.
import type { RichText } from '@bsky/sdk/richtext'
import type { Clock } from '../ports'
import type { Convos } from './convos'
import { SHOWN_MEMBERS } from './config'

/** Facets of a text, with byte ranges as the lexicon counts them. https://docs.bsky.app/docs/advanced-guides/post-richtext */
type Facets = NonNullable<RichText['facets']>

const LINK = 'app.bsky.richtext.facet#link'
const MENTION = 'app.bsky.richtext.facet#mention'
const FRESH_MS = 10 * 60_000

export interface Facetting {
  /**
   * The marks a text goes out with: links, which the receiving app shows as links only where the sender marked them, and
   * mentions of members by their handle. Members are read once when a text names somebody, at sending; where they cannot
   * be read, the text goes out without mentions. Nobody is looked up outside the conversation.
   */
  marksIn(text: RichText, convoId: string): Promise<Facets>
}

export function createFacetting({ convos, clock }: { readonly convos: Convos; readonly clock: Clock }): Facetting {
  const known = new Map<string, { readonly at: number; readonly dids: ReadonlyMap<string, string> }>()

  async function membersOf(convoId: string): Promise<ReadonlyMap<string, string>> {
    const held = known.get(convoId)
    if (held !== undefined && clock() - held.at < FRESH_MS) return held.dids
    const read = await convos.members(convoId, SHOWN_MEMBERS)
    if (!read.ok) return new Map()
    const dids = new Map(read.data.flatMap(({ handle, userId }) => (handle ? [[handle.toLowerCase(), userId]] : [])))
    known.set(convoId, { at: clock(), dids })
    return dids
  }

  return {
    async marksIn(text, convoId) {
      text.detectFacetsWithoutResolution()
      const facets = text.facets ?? []
      const links = facets.filter(({ features }) => features.every(({ $type }) => $type === LINK))
      const named = facets.filter(({ features }) => features.some(({ $type }) => $type === MENTION))
      if (named.length === 0) return links
      const dids = await membersOf(convoId)
      const mentions = named.flatMap(({ index }) => {
        const handle = text.unicodeText.slice(index.byteStart, index.byteEnd).replace(/^@/, '').toLowerCase()
        const did = dids.get(handle)
        return did === undefined ? [] : [{ index, features: [{ $type: MENTION, did }] } as Facets[number]]
      })
      return [...links, ...mentions].sort((a, b) => a.index.byteStart - b.index.byteStart)
    },
  }
}
