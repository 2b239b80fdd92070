// The official SDK in a process of its own, whose time can run as fast as the portal's.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Word } from './letters'
import { PACE } from './pace'
import type { SdkJob, SdkMessage } from './sdk-process'
import type { Sender } from './senders'

export interface SdkUse {
  /** `retryOnNetworkError: false`: what its documentation advises for calls that must not be repeated. */
  readonly cure?: true
  /** Each message carries an id of its own in `TEMPLATE_ID` (undocumented). */
  readonly ids?: true
  /** Everything is handed over at once, and its queue is left to keep the limits; otherwise each person's in turn. */
  readonly atOnce?: true
}

export const bySdk =
  ({ cure, ids, atOnce }: SdkUse): Sender =>
  async ({ webhookUrl, lineCode, moment }, { way, tls }) => {
    const child = fork(join(import.meta.dirname, 'sdk-process.ts'), {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: tls.certFile },
    })
    await once(child, 'message')
    return {
      async send(letters) {
        const job: SdkJob = {
          webhookUrl,
          time: { ...moment, pace: PACE },
          cure: cure === true,
          ids: ids === true,
          atOnce: atOnce === true,
          messages: letters.map(({ to, text }) => ({ to, text, ...(way === 'network' ? { lineCode } : {}) })),
        }
        child.send(job)
        const [{ words }] = (await Promise.race([
          once(child, 'message'),
          once(child, 'exit').then(() => Promise.reject(new Error('the SDK’s process ended'))),
        ])) as [SdkMessage]
        return new Map<string, Word>(words)
      },
      async close() {
        const gone = once(child, 'exit')
        child.kill()
        await gone
      },
    }
  }
