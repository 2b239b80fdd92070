// Pictures of groups and people: from the portal by the account's own rules, and from the cloud's file hosts over plain
// https. On connections of their own, so that no REST call waits behind a picture.
import type { Result } from '../../../shared/contract/result'
import type { Picture } from '../ports'
import { fetchPicture, type PictureAnswer } from '../picture-fetch'
import { plainHttpRule } from './http-rule'
import type { Shared } from './open-portal'
import { createTransport, type Transport } from './transport'
import type { Trust } from './trust'
import { wireFailure } from './wire-errors'

export interface PicturesOptions {
  /** `host[:port]` of the portal. */
  readonly host: string
  readonly trust: Trust
  readonly allowHttp: boolean
}

export interface Pictures {
  /** Errors as `fetchPicture`. */
  fetch(url: string, signal?: AbortSignal): Promise<Result<Picture>>
  close(): Promise<void>
}

/** The cloud's own hosts, `cdn.bitrix24.*` and its regions among them (undocumented: as its answers name them). */
const CLOUD_HOST = /(?:^|\.)bitrix24\.(?:com|site|tech|[a-z]{2}|(?:com|co)\.[a-z]{2})$/

const isCloud = (url: URL): boolean => url.protocol === 'https:' && url.port === '' && CLOUD_HOST.test(url.hostname)

/** On the portal nothing under `/rest/` is a picture: such addresses carry the webhook's secret. */
const isPortal = (url: URL, host: string): boolean => url.host === host && !/^\/rest(?:\/|$)/i.test(url.pathname)

const WAIT_MS = 10_000

async function get(transport: Transport, url: URL, given: { signal: AbortSignal; userAgent: string }) {
  const reached = await transport.reach(url.origin)
  if (!('dispatcher' in reached)) return { ok: false, error: reached.error } as const
  const { signal, userAgent } = given
  try {
    const { statusCode, headers, body } = await reached.dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: {
        accept: 'image/png,image/jpeg,image/gif,image/webp',
        'accept-encoding': 'identity',
        'user-agent': userAgent,
      },
      signal,
      headersTimeout: WAIT_MS,
      bodyTimeout: WAIT_MS,
    })
    const { location } = headers
    const answer: PictureAnswer = {
      status: statusCode,
      location: typeof location === 'string' ? location : undefined,
      body,
    }
    return { ok: true, data: answer } as const
  } catch (error) {
    return { ok: false, error: wireFailure(error, 'unknown', url.host).error } as const
  }
}

/** Makes the fetcher of one account's pictures. Connects nowhere before the first one. */
export function createPictures({ deps, authorities }: Shared, options: PicturesOptions): Pictures {
  const { timers, proxyFor, allowHttpOrigin, userAgent } = deps
  const { host, trust, allowHttp } = options
  const shared = { authorities, proxyFor, timers }
  const portal = createTransport({
    ...shared,
    trust,
    httpRule: (origin) => plainHttpRule({ origin, allowHttp, allowHttpOrigin }),
  })
  // The account's own CA and pin are about its portal alone.
  const cloud = createTransport({
    ...shared,
    trust: {},
    httpRule: (origin) => (origin.startsWith('https:') ? 'https' : 'refused'),
  })
  return {
    fetch: (url, signal) =>
      fetchPicture(
        url,
        {
          allows: (target) => isPortal(target, host) || isCloud(target),
          open: (target, stop) => get(target.host === host ? portal : cloud, target, { signal: stop, userAgent }),
          timers,
        },
        signal,
      ),
    close: async () => void (await Promise.all([portal.close(), cloud.close()])),
  }
}
