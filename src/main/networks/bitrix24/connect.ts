// From what a person pasted to an identity: normalise, try, name.
import type { JsonObject } from '../../../shared/contract/common'
import type { AppError } from '../../../shared/contract/result'
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import { parseWebhookUrl } from '../../../shared/domain/webhook-url'
import type { WebhookAddress } from '../../../shared/domain/webhook-url'
import type { ConnectedIdentity } from '../ports'
import type { Client } from './client'
import { whoami } from './identity'
import type { Whoami } from './identity'
import { asFlag, asObject, asText } from './json'
import type { LookOptions, PresentedCertificate } from './presented-certificate'
import { portsFor } from './scopes'
import { writeSettings } from './settings'
import { isReadableCa, readPin } from './trust'
import type { Trust } from './trust'

export interface Trial {
  readonly client: Client
  close(): Promise<void>
}

/** What a trial connection is made with. */
export interface TrialOptions {
  readonly address: WebhookAddress
  readonly trust: Trust
  readonly allowHttp: boolean
}

export interface ConnectDeps {
  open(options: TrialOptions): Trial
  /** Looks at the certificate a server presents; sends nothing. */
  lookAt(options: LookOptions): Promise<PresentedCertificate | undefined>
}

/**
 * Tries a pasted webhook and tells who it is. `input` is that of `accounts.connectBitrix24`. Reads only.
 * Errors: `webhook.*` for the address, `net.badCa` for a CA or fingerprint that cannot be read, else as `whoami`;
 * `net.tls` tells, where it can be seen, which certificate was presented: see `PresentedCertificate`.
 */
export async function connectWebhook(
  input: JsonObject,
  { open, lookAt }: ConnectDeps,
  signal?: AbortSignal,
): Promise<Result<ConnectedIdentity>> {
  const address = parseWebhookUrl(asText(input['webhookUrl']) ?? '')
  if (!address.ok) return address
  const { host } = address.data
  const trust = readTrust(asObject(input['trust']), host)
  if (!trust.ok) return trust
  const options: TrialOptions = { address: address.data, trust: trust.data, allowHttp: asFlag(input['allowHttp']) }
  const trial = open(options)
  try {
    const me = await whoami(trial.client, host, signal)
    if (me.ok) return ok(toIdentity(options, me.data, asText(input['label'])?.trim()))
    // Another host's certificate, met behind a redirect, is nothing to trust for this one.
    if (me.error.code !== 'net.tls' || me.error.params['host'] !== host) return me
    return refusedFor(me.error, await lookAt({ origin: address.data.origin, signal }))
  } finally {
    await trial.close()
  }
}

function refusedFor(
  error: AppError,
  certificate: PresentedCertificate | undefined,
): { readonly ok: false; readonly error: AppError } {
  return { ok: false, error: { ...error, params: { ...certificate, ...error.params } } }
}

function readTrust(typed: JsonObject, host: string): Result<Trust> {
  const caPem = asText(typed['caPem'])?.trim()
  const typedPin = asText(typed['pinSha256'])?.trim()
  const pin = typedPin === undefined || typedPin === '' ? undefined : readPin(typedPin)
  const badPin = typedPin !== undefined && typedPin !== '' && pin === undefined
  const badCa = caPem !== undefined && caPem !== '' && !isReadableCa(caPem)
  if (badPin || badCa) return fail('net.badCa', 'user', { host })
  return ok({ ...(caPem ? { caPem } : {}), ...(pin === undefined ? {} : { pin }) })
}

function toIdentity(
  { address, trust, allowHttp }: TrialOptions,
  me: Whoami,
  label: string | undefined,
): ConnectedIdentity {
  const { host, basePath, url } = address
  const { userId, userName, isAdmin, missingScopes } = me
  return {
    network: 'bitrix24',
    identityKey: `bitrix24:${host}${basePath.replace(/\/rest$/i, '')}:${userId}`,
    label: label ? label : portalName(host),
    host,
    userId,
    userName,
    missingScopes,
    ports: portsFor(missingScopes),
    settings: writeSettings({ allowHttp, trust, isAdmin, missingScopes, userName }),
    secrets: { webhookUrl: url },
  }
}

/** `acme` for `acme.bitrix24.com`; the host itself for a portal under its own name. */
export function portalName(host: string): string {
  return /^([a-z0-9-]+)\.bitrix24\.[a-z.]+$/.exec(host)?.[1] ?? host
}
