// The contenders of the sending parts: who sends, and how a round is judged.
import type { Contender } from '../support/bench'
import { tally, type Letter, type Word } from './letters'
import { byOutbox } from './ours'
import { PACE } from './pace'
import { openSendPortal, type SendPortal, type SendWorld } from './portal'
import { bySdk } from './sdk'

/** Ready to send. */
export interface Sending {
  /** @returns what it says of each letter in the end, by text. */
  send(letters: readonly Letter[]): Promise<ReadonlyMap<string, Word>>
  close(): Promise<void>
}
export type Sender = (portal: SendPortal, world: SendWorld) => Promise<Sending>

/** Seconds are the portal's. */
const contender = (name: string, sender: Sender, extra: { readonly ours?: true } = {}): Contender<SendWorld> => ({
  name,
  ...extra,
  start: (world) =>
    Promise.resolve({
      async run() {
        const portal = await openSendPortal(world)
        try {
          const sending = await sender(portal, world)
          const started = performance.now()
          const words = await sending.send(portal.letters)
          const seconds = ((performance.now() - started) / 1000) * PACE
          await sending.close()
          return { ...tally(portal.letters, words, await portal.arrived()), seconds }
        } finally {
          await portal.close()
        }
      },
    }),
})

export const ours = contender('Bellhop', byOutbox, { ours: true })
export const asIs = contender('b24jssdk', bySdk({}))
export const cured = contender('b24jssdk, retryOnNetworkError: false', bySdk({ cure: true }))
export const withIds = contender('b24jssdk, TEMPLATE_ID by the caller', bySdk({ ids: true }))
export const allAtOnce = contender('b24jssdk, all at once', bySdk({ atOnce: true }))
