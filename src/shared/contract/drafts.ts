// Drafts and templates: texts that are kept, for one target or for use again.
import * as v from 'valibot'
import { AccountId, IsoTime, Json, Nothing, RowId, Title } from './common'
import { route } from './route'

const DraftKey = v.strictObject({
  accountId: AccountId,
  targetKey: v.pipe(v.string(), v.minLength(1), v.maxLength(600)),
})
export const Draft = v.strictObject({
  ...DraftKey.entries,
  /** What the composer held, as the composer wrote it (text, attach, keyboard, recipient …). */
  body: Json,
  updatedAt: IsoTime,
})
export type Draft = v.InferOutput<typeof Draft>

/** A text kept for use again, with variables (`{group}`, `{owner}`, `{me}`, `{portal}`) filled in when it is used. */
export const Template = v.strictObject({
  id: RowId,
  /** `request`: sent along with a request to join. `message`: for the composer. */
  kind: v.picklist(['request', 'message']),
  name: Title,
  text: v.pipe(v.string(), v.maxLength(10000)),
  updatedAt: IsoTime,
})
export type Template = v.InferOutput<typeof Template>

export const drafts = {
  'drafts.list': route({ input: Nothing, output: v.array(Draft), errors: [] }),
  'drafts.save': route({
    input: v.strictObject({ ...DraftKey.entries, body: Json }),
    output: Draft,
    /** A body of more than 300 kB is refused. */
    errors: ['accounts.notFound', 'messages.draftTooLarge', 'store.failed'],
  }),
  'drafts.remove': route({ input: DraftKey, output: Nothing, errors: ['store.failed'] }),
  /** By name. */
  'templates.list': route({ input: Nothing, output: v.array(Template), errors: [] }),
  /** Without an id a new one. */
  'templates.save': route({
    input: v.strictObject({
      id: v.optional(RowId),
      kind: v.picklist(['request', 'message']),
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(10000)),
    }),
    output: Template,
    errors: ['store.failed'],
  }),
  'templates.remove': route({ input: v.strictObject({ id: RowId }), output: Nothing, errors: ['store.failed'] }),
} as const
