// A process that sends messages with @bitrix24/b24jssdk. It stands alone: Node runs it as it is.
import { randomUUID } from 'node:crypto'
import { B24Hook, ParamsFactory } from '@bitrix24/b24jssdk'

export interface SdkJob {
  readonly webhookUrl: string
  /** What time it is at the portal at a moment of ours, and how many times as fast it runs. */
  readonly time: { readonly outside: number; readonly inside: number; readonly pace: number }
  readonly cure: boolean
  readonly ids: boolean
  readonly atOnce: boolean
  readonly messages: readonly { readonly to: string; readonly text: string; readonly lineCode?: string }[]
}

export interface SdkMessage {
  readonly words: readonly (readonly [string, 'sent' | 'failed'])[]
}

/** The SDK knows no clock but the global one. */
function quicken({ outside, inside, pace }: SdkJob['time']): void {
  const outer = { now: Date.now, setTimeout: globalThis.setTimeout }
  Date.now = () => inside + (outer.now() - outside) * pace
  const quick = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    outer.setTimeout(run, ms / pace, ...given)
  globalThis.setTimeout = quick as unknown as typeof setTimeout
}

async function sendAll(job: SdkJob): Promise<SdkMessage> {
  const restrictionParams = job.cure ? { ...ParamsFactory.getDefault(), retryOnNetworkError: false } : undefined
  const b24 = B24Hook.fromWebhookUrl(job.webhookUrl, restrictionParams && { restrictionParams })
  const words: [string, 'sent' | 'failed'][] = []
  const send = async ({ to, text, lineCode }: SdkJob['messages'][number]): Promise<void> => {
    const id = job.ids ? { TEMPLATE_ID: randomUUID() } : {}
    const [method, params] =
      lineCode === undefined
        ? ['im.message.add', { DIALOG_ID: to, MESSAGE: text, ...id }]
        : ['imopenlines.network.message.add', { CODE: lineCode, USER_ID: to, MESSAGE: text, ...id }]
    try {
      const answer = await b24.actions.v2.call.make({ method, params })
      words.push([text, answer.isSuccess ? 'sent' : 'failed'])
    } catch {
      words.push([text, 'failed'])
    }
  }
  const inTurn = async (messages: SdkJob['messages']): Promise<void> => {
    for (const message of messages) await send(message)
  }
  const groups = job.atOnce
    ? job.messages.map((message) => [message])
    : [...Map.groupBy(job.messages, ({ to }) => to).values()]
  await Promise.all(groups.map(inTurn))
  return { words }
}

process.once('message', (job: SdkJob) => {
  quicken(job.time)
  sendAll(job).then(
    (message) => process.send?.(message),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.send?.('ready')
