// The key that brings quick-send from anywhere: which one it is, whether it is really heard, and the way round it.
import * as v from 'valibot'
import { Nothing, Revision } from './common'
import { event, route } from './route'

const Accelerator = v.pipe(v.string(), v.maxLength(60))

export const QuickSendKey = v.strictObject({
  /** As Electron writes it; empty for none. */
  key: Accelerator,
  /** Why the chosen key does not work now. */
  problem: v.optional(v.picklist(['quicksend.keyTaken', 'quicksend.keyInvalid'])),
  /** One to begin with. */
  suggested: Accelerator,
  /** The system may take the key and never tell of a press: under Wayland. */
  unsure: v.boolean(),
  /** The command that does the same as the key, to be put into the desktop's own shortcuts. */
  command: v.string(),
})
export type QuickSendKey = v.InferOutput<typeof QuickSendKey>

export const quicksendKey = {
  /** A chosen key that did not work is tried again. */
  'quicksend.key': route({ input: Nothing, output: QuickSendKey, errors: [] }),
  /** Another key, or none; one that is refused changes nothing, and the old one stays. */
  'quicksend.setKey': route({
    input: v.strictObject({ key: Accelerator }),
    output: QuickSendKey,
    errors: ['quicksend.keyTaken', 'quicksend.keyInvalid', 'settings.invalid', 'store.failed'],
  }),
  /** While it is on, a press brings nothing but `quicksend.keyTested`; it ends with that, or by itself after a while. */
  'quicksend.testKey': route({ input: v.strictObject({ on: v.boolean() }), output: Nothing, errors: [] }),
} as const

export const quicksendKeyEvents = {
  /** The key was pressed, or nobody pressed it in time. */
  'quicksend.keyTested': event(v.strictObject({ revision: Revision, heard: v.boolean() })),
} as const
