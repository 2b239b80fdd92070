// Quick-send: its window, and what it keeps between two summonings. Who can be written to and what leaves are others'.
import * as v from 'valibot'
import { Nothing, Revision, RowId } from './common'
import { Place } from './links'
import { Content, KeptFile, MAX_TARGETS, TargetHit } from './messages'
import { OutboxItem } from './outbox'
import { event, route } from './route'

/** A message as it stands in the window. Its targets may belong to several accounts. */
export const QuickMessage = v.strictObject({
  targets: v.pipe(v.array(TargetHit), v.maxLength(MAX_TARGETS)),
  text: Content.entries.text,
  /** It goes along to those who can get one. */
  file: v.optional(KeptFile),
})
export type QuickMessage = v.InferOutput<typeof QuickMessage>

/** What stays when the window goes, over a restart too. */
export const QuickKept = v.strictObject({
  message: QuickMessage,
  /** Made room for another one, the latest last: nothing that was written is lost. */
  aside: v.pipe(v.array(QuickMessage), v.maxLength(20)),
  /** Whom the last message went to. */
  last: v.optional(TargetHit),
})
export type QuickKept = v.InferOutput<typeof QuickKept>

/** Height of what the window shows, in CSS pixels; main keeps it within the screen. */
const Height = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))

export const quicksend = {
  /** Brings the window where the pointer is, made anew where it is gone. */
  'quicksend.show': route({ input: Nothing, output: Nothing, errors: [] }),
  'quicksend.hide': route({ input: Nothing, output: Nothing, errors: [] }),
  /** The window follows what it shows. `notice` is a small one in a corner that takes no focus. */
  'quicksend.fit': route({
    input: v.strictObject({ form: v.picklist(['card', 'notice']), height: Height }),
    output: Nothing,
    errors: [],
  }),
  'quicksend.kept': route({ input: Nothing, output: QuickKept, errors: [] }),
  'quicksend.keep': route({ input: QuickKept, output: Nothing, errors: ['store.failed'] }),
  /** What was copied last, where the setting has it offered and it does not look like a secret. */
  'quicksend.clipboard': route({
    input: Nothing,
    output: v.strictObject({ text: v.optional(v.string()) }),
    errors: [],
  }),
  /** `outbox.cancelMany`, told to the other window first: what is taken back here returns here. */
  'quicksend.takeBack': route({
    input: v.strictObject({ ids: v.pipe(v.array(RowId), v.maxLength(1000)) }),
    output: v.array(OutboxItem),
    errors: ['store.failed'],
  }),
  /** Goes away, and shows a place of the main window. */
  'quicksend.open': route({ input: v.strictObject({ place: Place }), output: Nothing, errors: [] }),
} as const

export const quicksendEvents = {
  /** The window was summoned. */
  'quicksend.shown': event(v.strictObject({ revision: Revision })),
  /** These are about to be taken back, and whoever asked puts them back where they were written. */
  'quicksend.takingBack': event(v.strictObject({ revision: Revision, ids: v.array(RowId) })),
} as const
