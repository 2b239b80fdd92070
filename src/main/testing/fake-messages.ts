// A messages port over a pretended service: it counts what it delivered, and a script says what becomes of each send.
import { fail, ok, type Result } from '../../shared/contract/result'
import type { MessagesPort, OutgoingMessage, SendOutcome } from '../networks/ports'

/** What happens to one send. */
export type Fate =
  | 'sent'
  /** Delivered, and the answer lost. */
  | 'lostAfter'
  /** Not delivered, and nobody can tell. */
  | 'lostBefore'
  | { readonly refused: Extract<SendOutcome, { kind: 'failed' }> }
  /** The answer never comes. */
  | 'hangs'
  /** Delivered, and then the port has a bug. */
  | 'throws'

export interface FakeMessages {
  readonly port: MessagesPort
  /** What arrived at the service, in order. */
  readonly delivered: OutgoingMessage[]
  readonly sends: OutgoingMessage[]
  /** Fates of the next sends; `sent` when it runs out. */
  readonly fates: Fate[]
  /** Answer of `readBack`; by default what the service knows, for dialogs only. */
  readBack?: () => Result<{ found: 'yes' | 'no' | 'cannotKnow'; resendSafe: boolean }>
}

export function createFakeMessages(targets: MessagesPort['targets'] = ['network', 'dialog', 'convo']): FakeMessages {
  const fake: FakeMessages = {
    port: { targets, fileTargets: ['dialog'], send, readBack },
    delivered: [],
    sends: [],
    fates: [],
  }
  return fake

  function deliver(message: OutgoingMessage): void {
    // A dialog knows our id and posts it once; nothing else does.
    const known = message.target.kind === 'dialog' && fake.delivered.some(({ id }) => id === message.id)
    if (!known) fake.delivered.push(message)
  }

  async function send(message: OutgoingMessage): Promise<SendOutcome> {
    fake.sends.push(message)
    const fate = fake.fates.shift() ?? 'sent'
    await Promise.resolve()
    if (typeof fate === 'object') return fate.refused
    switch (fate) {
      case 'sent':
        deliver(message)
        return { kind: 'sent' }
      case 'lostAfter':
        deliver(message)
        return { kind: 'unknown', error: fail('net.timeout', 'later').error }
      case 'lostBefore':
        return { kind: 'unknown', error: fail('net.reset', 'later').error }
      case 'throws':
        deliver(message)
        throw new TypeError('a bug of the port')
      case 'hangs':
        return new Promise(() => undefined)
    }
  }

  function readBack(message: OutgoingMessage): ReturnType<MessagesPort['readBack']> {
    const answer = fake.readBack?.()
    if (answer !== undefined) return Promise.resolve(answer)
    if (message.target.kind !== 'dialog') return Promise.resolve(ok({ found: 'cannotKnow', resendSafe: false }))
    const found = fake.delivered.some(({ id }) => id === message.id) ? 'yes' : 'no'
    return Promise.resolve(ok({ found, resendSafe: true }))
  }
}

export function refused(
  code: Parameters<typeof fail>[0],
  retryable = false,
  retryAfterMs?: number,
): { refused: Extract<SendOutcome, { kind: 'failed' }> } {
  const { error } = fail(code, retryable ? 'later' : 'never')
  return { refused: { kind: 'failed', error, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } }
}
