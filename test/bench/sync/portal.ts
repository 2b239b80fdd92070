// A practice portal of over 10,000 groups for one contender: over TLS, with the cloud's limits and a bucket that is empty, and
// its own count of what reached it.
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { startPractice } from '../../e2e/support/practice'
import { makeSelfSigned, type SelfSigned } from '../../e2e/support/stand-ins'

/** Some are secret: a little over 10,000 of them can be seen. */
const GROUPS = 10_620
/** From here to a portal and back. */
export const LATENCY_MS = 60

export interface SyncWorld {
  readonly tls: SelfSigned
  /** What the portal takes for one page of a list besides, milliseconds. */
  readonly pageMs: number
}

export interface BigPortal {
  readonly webhookUrl: string
  /** Forgets what arrived so far. */
  begin(): Promise<void>
  /** HTTP requests since, as the portal counted them. */
  requests(): Promise<number>
  /** Groups I can see: at least 10,000. */
  visible(): Promise<number>
  close(): Promise<void>
}

const LISTS = ['socialnetwork.api.workgroup.list', 'sonet_group.get']

/** A certificate that this process trusts, for the SDK as for us. */
export async function openWorld(pageMs: number): Promise<{ world: SyncWorld; close: () => Promise<void> }> {
  const tls = await makeSelfSigned()
  setDefaultCACertificates([...getCACertificates('default'), tls.pem])
  return { world: { tls, pageMs }, close: () => tls.remove() }
}

/** Started for one round, so that no contender pays for the requests of another. */
export async function openPortal({ tls, pageMs }: SyncWorld): Promise<BigPortal> {
  const files = [`--tls-key=${tls.keyFile}`, `--tls-cert=${tls.certFile}`]
  const practice = await startPractice(['--still', `--groups=${GROUPS}`, ...files])
  for (const command of pageMs > 0 ? LISTS : []) await practice.fault({ command, times: 0, delayMs: pageMs })
  // The first fault that fits is used, so a list by itself is waited for once: the way there and the page.
  for (const method of LISTS) await practice.fault({ method, times: 0, delayMs: LATENCY_MS + pageMs })
  await practice.fault({ portal: 'acme', times: 0, delayMs: LATENCY_MS })
  const webhookUrl = practice.info.bitrix24[0]?.webhookUrl ?? ''
  return {
    webhookUrl,
    begin: async () => void (await practice.control('DELETE', 'arrived')),
    async requests() {
      const { arrived } = (await practice.control('GET', 'arrived?portal=acme')) as { arrived: { command: boolean }[] }
      return arrived.filter(({ command }) => !command).length
    },
    async visible() {
      const answer = (await practice.control('GET', 'state?service=bitrix24&portal=acme&what=relations')) as {
        acme: { visible: boolean; role: string }[]
      }
      const shown = answer.acme.filter(({ visible, role }) => visible || ['A', 'E', 'K'].includes(role)).length
      if (shown < 10_000) throw new Error(`only ${shown} groups can be seen`)
      return shown
    },
    close: () => practice.close(),
  }
}
