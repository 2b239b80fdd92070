// Pictures of people: from the account's own server and from Bluesky's picture hosts, without a session.
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Picture, Timers } from '../ports'
import { fetchPicture, type PictureAnswer } from '../picture-fetch'
import { PICTURE_HOSTS } from './config'
import { netError } from './failure'
import { toTransportError } from './net-errors'
import type { Transport } from './transport'

export interface PicturesDeps {
  readonly transport: Transport
  readonly timers: Timers
  /** Host of the account's own server. */
  readonly host: string
}

async function open(transport: Transport, url: URL, signal: AbortSignal): Promise<Result<PictureAnswer>> {
  try {
    const { status, headers, body } = await transport.get(url, signal)
    const location = new Map(headers).get('location')
    return body === null ? fail('net.badAnswer', 'never', { host: url.host }) : ok({ status, location, body })
  } catch (error) {
    return { ok: false, error: netError(toTransportError(error, url.host)) }
  }
}

/** Errors as `fetchPicture`. */
export function readPicture(
  address: string,
  { transport, timers, host }: PicturesDeps,
  signal?: AbortSignal,
): Promise<Result<Picture>> {
  return fetchPicture(
    address,
    {
      // Plain http to the account's own server is for the transport to judge.
      allows: (url) => url.host === host || (url.protocol === 'https:' && PICTURE_HOSTS.has(url.host)),
      open: (url, stop) => open(transport, url, stop),
      timers,
    },
    signal,
  )
}
