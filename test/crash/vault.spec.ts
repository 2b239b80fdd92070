// SIGKILL of the real app within the writing of its vault; every step of every kind of write is killed beside the vault's
// own code. Would catch: secrets of accounts that were there before lost, or an account listed that can never be used.
import { expect } from '@playwright/test'
import { connectPortal, dataOf, test, webhookOf } from './support/lives'

/** The former generation is kept first, then the new one is written beside and renamed. */
const POINTS = ['vault.previous.renamed', 'vault.current.opened', 'vault.current.written', 'vault.current.renamed']

test('killed while a second portal is connected: the first one works on, and the second can be connected', async ({
  lives,
  practice,
}) => {
  const first = await lives.first()
  const known = await connectPortal(first.app, webhookOf(practice, 0))
  await first.end()
  const nextWorks = async (crashPoint?: string) => {
    const life = await lives.next(crashPoint)
    expect(dataOf(await life.app.invoke('accounts.list', {})).map(({ id }) => id)).toEqual([known.id])
    // Read with its secret, over the wire.
    expect(dataOf(await life.app.invoke('accounts.check', { id: known.id })).health).toBe('ok')
    return life
  }
  for (const point of POINTS) {
    const dying = await nextWorks(point)
    await dying.diesOf(() => connectPortal(dying.app, webhookOf(practice, 1)))
  }
  const last = await nextWorks()
  const added = await connectPortal(last.app, webhookOf(practice, 1))
  expect(dataOf(await last.app.invoke('accounts.check', { id: added.id })).health).toBe('ok')
})
