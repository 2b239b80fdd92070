// Catches: a damaged vault without a way out, one started over unasked, a good file of a newer version put aside.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { OutputOf } from '../../../shared/contract'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { VAULT } from '../../testing/sample'
import VaultDialog from './VaultDialog.vue'
import { useVault } from './store'

type Status = OutputOf<'vault.status'>
const DAMAGED: Status = { ...VAULT, state: 'corrupt', slots: [], keyringAvailable: false, problem: 'vault.corrupt' }
const ABSENT: Status = { ...VAULT, state: 'absent', slots: [], keyringAvailable: false }

afterEach(() => {
  document.body.innerHTML = ''
})

async function trouble(status: Status, handlers: FakeHandlers = {}) {
  const stage = setStage({ 'vault.status': () => ok(status), ...handlers })
  const vault = useVault()
  await vault.start()
  void vault.ask('corrupt')
  await show(stage, VaultDialog)
  return stage.fake
}
const text = (): string => document.body.textContent ?? ''
const labels = (): string[] => [...document.querySelectorAll('button')].map((each) => each.textContent?.trim() ?? '')

describe('a vault file that cannot be opened', () => {
  it('is told by its own sentence, and started over only after a confirmation', async () => {
    const fake = await trouble(DAMAGED, { 'vault.startOver': () => ok(ABSENT) })
    expect(text()).toContain('is damaged and cannot be opened')
    button('Start over').click()
    await flushPromises()
    expect(text()).toContain('Nothing is deleted')
    expect(fake.inputs('vault.startOver')).toEqual([])
    const confirm = [...document.querySelectorAll('button')].filter((each) => each.textContent?.trim() === 'Start over')
    confirm.at(-1)?.click()
    await flushPromises()
    expect(fake.inputs('vault.startOver')).toHaveLength(1)
    expect(labels()).toContain('Use this passphrase')
  })

  it('stays in view with the reason when the file could not be renamed', async () => {
    await trouble(DAMAGED, { 'vault.startOver': () => fail('vault.writeFailed', 'later') })
    button('Start over').click()
    await flushPromises()
    const confirm = [...document.querySelectorAll('button')].filter((each) => each.textContent?.trim() === 'Start over')
    confirm.at(-1)?.click()
    await flushPromises()
    expect(text()).toContain('could not be saved')
    expect(useVault().question).toBe('corrupt')
  })

  it.each(['vault.newer', 'vault.unreadable'] as const)('is not offered to be put aside for %s', async (problem) => {
    await trouble({ ...DAMAGED, problem })
    expect(labels()).not.toContain('Start over')
    expect(labels()).toEqual(expect.arrayContaining(['Check again', 'This session only', 'Not now']))
    expect(text()).not.toContain('is damaged')
  })

  it('can be left for this session, and put aside later in the same session', async () => {
    const beside: Status = { ...DAMAGED, state: 'degraded', slots: ['memory'] }
    const fake = await trouble(DAMAGED, { 'vault.useMemory': () => ok(beside) })
    button('This session only').click()
    await flushPromises()
    expect(fake.inputs('vault.useMemory')).toHaveLength(1)
    expect(useVault().question).toBeUndefined()
    void useVault().ask('corrupt')
    await flushPromises()
    expect(labels()).toContain('Start over')
    expect(labels()).not.toContain('This session only')
  })

  it('is looked at again, and says when nothing has changed', async () => {
    const fake = await trouble(DAMAGED, { 'vault.retry': () => ok(DAMAGED) })
    button('Check again').click()
    await flushPromises()
    expect(fake.inputs('vault.retry')).toHaveLength(1)
    expect(text()).toContain('Nothing has changed yet')
  })
})
