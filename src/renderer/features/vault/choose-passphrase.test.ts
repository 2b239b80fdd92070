// Catches: a passphrase taken although it was typed differently the second time, a weak one accepted in silence.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { button, setStage, show } from '../../testing/stage'
import { VAULT } from '../../testing/sample'
import ChoosePassphrase from './ChoosePassphrase.vue'

afterEach(() => {
  document.body.innerHTML = ''
})

async function type(...texts: string[]): Promise<void> {
  document.querySelectorAll('input').forEach((input, index) => {
    input.value = texts[index] ?? ''
    input.dispatchEvent(new Event('input'))
  })
  await flushPromises()
}

describe('ChoosePassphrase', () => {
  it('does not offer to set a passphrase that differs', async () => {
    const stage = setStage({ 'vault.setPassphrase': () => ok(VAULT) })
    await show(stage, ChoosePassphrase)
    await type('four unrelated words here', 'four unrelated words hers')
    expect(button('Use this passphrase').disabled).toBe(true)
    await type('four unrelated words here', 'four unrelated words here')
    button('Use this passphrase').click()
    await flushPromises()
    expect(stage.fake.inputs('vault.setPassphrase')).toEqual([{ passphrase: 'four unrelated words here' }])
  })

  it('tells why a weak one was refused and keeps what was typed', async () => {
    const stage = setStage({
      'vault.setPassphrase': () => ({
        ok: false,
        error: { code: 'vault.weakPassphrase', params: { minLength: 12 }, retry: 'user' },
      }),
    })
    await show(stage, ChoosePassphrase)
    await type('abc', 'abc')
    button('Use this passphrase').click()
    await flushPromises()
    expect(document.querySelector('[role=alert]')?.textContent).toContain('12')
    expect(document.querySelector('input')?.value).toBe('abc')
  })

  it('offers this session only', async () => {
    const stage = setStage({ 'vault.useMemory': () => ok({ ...VAULT, state: 'degraded', slots: ['memory'] }) })
    await show(stage, ChoosePassphrase)
    button('This session only').click()
    await flushPromises()
    expect(stage.fake.inputs('vault.useMemory')).toHaveLength(1)
  })
})
