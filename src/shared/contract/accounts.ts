// Accounts: identities the user added. A row of data, never a renderer of its own.
import * as v from 'valibot'
import { HEALTH_STATES, NETWORK_IDS } from '../domain/states'
import { AccountId, Count, ErrorCodeSchema, IsoTime, Nothing, Revision, ServiceId, Title, Typed } from './common'
import { BITRIX24_ERRORS, BLUESKY_ERRORS, NET_ERRORS, VAULT_ERRORS } from './error-sets'
import { event, route } from './route'

/**
 * Per-account switches, independent of each other: a toast, a sound, whether the toast shows the text, whether what is
 * unread counts in the tray, and do-not-disturb, which silences the first two and changes none of them.
 */
const Notifications = v.strictObject({
  toast: v.boolean(),
  sound: v.boolean(),
  preview: v.boolean(),
  badge: v.optional(v.boolean(), true),
  doNotDisturb: v.optional(v.boolean(), false),
})

export const Account = v.strictObject({
  id: AccountId,
  network: v.picklist(NETWORK_IDS),
  label: Title,
  /** Portal `host[:port]`, or the host of the PDS. */
  host: v.string(),
  /** Who I am there: user id on the portal, or DID. */
  userId: ServiceId,
  userName: Title,
  /** Bluesky handle; absent on Bitrix24. */
  handle: v.optional(v.string()),
  color: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/)),
  health: v.picklist(HEALTH_STATES),
  healthReason: v.optional(ErrorCodeSchema),
  healthUntil: v.optional(IsoTime),
  missingScopes: v.array(v.string()),
  /** What this account's network can do; a view that needs a missing port is not offered. */
  ports: v.array(v.picklist(['groups', 'requests', 'openlines', 'messages'])),
  practice: v.boolean(),
  notifications: Notifications,
  unread: Count,
})
export type Account = v.InferOutput<typeof Account>

const IdOnly = v.strictObject({ id: AccountId })

/** Keeping or forgetting what is secret, and the row beside it. */
const KEEPING_ERRORS = [...VAULT_ERRORS, 'store.failed'] as const

export const accounts = {
  'accounts.list': route({ input: Nothing, output: v.array(Account), errors: [] }),
  'accounts.connectBitrix24': route({
    input: v.strictObject({
      webhookUrl: Typed,
      label: v.optional(v.pipe(v.string(), v.maxLength(80))),
      trust: v.optional(
        v.strictObject({
          caPem: v.optional(v.pipe(v.string(), v.maxLength(65536))),
          pinSha256: v.optional(v.pipe(v.string(), v.maxLength(128))),
        }),
      ),
      /** Only ever honoured for a loopback or private host. */
      allowHttp: v.optional(v.boolean()),
    }),
    output: Account,
    errors: [
      ...NET_ERRORS,
      ...KEEPING_ERRORS,
      'webhook.empty',
      'webhook.notUrl',
      'webhook.noRest',
      'webhook.noUserId',
      'webhook.noCode',
      'webhook.badCode',
      'webhook.badHost',
      'webhook.moved',
      ...BITRIX24_ERRORS,
    ],
  }),
  'accounts.connectBluesky': route({
    input: v.strictObject({
      /** Handle, DID or e-mail. */
      identifier: Typed,
      appPassword: v.pipe(v.string(), v.maxLength(512)),
      /** The host the user has agreed to send the password to; without it a foreign host answers `bluesky.confirmHost`. */
      serviceUrl: v.optional(Typed),
      /** The code from the e-mail, where the server asked for one. */
      authFactorToken: v.optional(v.pipe(v.string(), v.maxLength(64))),
      /** The user insists on an account password although an app password was advised. */
      allowAccountPassword: v.optional(v.boolean()),
    }),
    output: Account,
    errors: [
      ...NET_ERRORS,
      ...KEEPING_ERRORS,
      'bluesky.badIdentifier',
      'bluesky.handleNotFound',
      'bluesky.didNotFound',
      'bluesky.noPds',
      'bluesky.confirmHost',
      'bluesky.wrongPassword',
      'bluesky.accountPassword',
      'bluesky.authFactorRequired',
      'bluesky.authFactorInvalid',
      ...BLUESKY_ERRORS,
    ],
  }),
  /** "Look around first": starts the practice portal and connects its accounts. */
  'accounts.connectPractice': route({
    input: Nothing,
    output: v.array(Account),
    errors: ['accounts.practiceUnavailable', 'store.failed'],
  }),
  'accounts.update': route({
    input: v.strictObject({
      id: AccountId,
      label: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))),
      color: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))),
      notifications: v.optional(Notifications),
    }),
    output: Account,
    errors: ['accounts.notFound', 'store.failed'],
  }),
  'accounts.reorder': route({
    input: v.strictObject({ ids: v.pipe(v.array(AccountId), v.maxLength(500)) }),
    output: v.array(Account),
    errors: ['accounts.notFound', 'store.failed'],
  }),
  /** Tries the account again now; the answer carries its new health. */
  'accounts.check': route({ input: IdOnly, output: Account, errors: ['accounts.notFound', ...VAULT_ERRORS] }),
  /** Forgets the account and its secrets here; nothing happens on the service. */
  'accounts.disconnect': route({ input: IdOnly, output: Nothing, errors: ['accounts.notFound', ...KEEPING_ERRORS] }),
} as const

export const accountsEvents = {
  'accounts.changed': event(
    v.strictObject({
      revision: Revision,
      upsert: v.array(Account),
      remove: v.array(AccountId),
      order: v.array(AccountId),
    }),
  ),
} as const
