// Catches: "Everything works" beside keys that nobody can read, and a locked vault passed off as a sign-out.
import { afterEach, describe, expect, it } from 'vitest'
import { button, setStage, show } from '../../testing/stage'
import { account } from '../../testing/sample'
import AccountView from './AccountView.vue'

afterEach(() => {
  document.body.innerHTML = ''
})
const text = (): string => document.body.textContent ?? ''

describe('an account whose keys are out of reach', () => {
  it.each([
    ['vault.locked', 'Unlock'],
    ['vault.keyringChanged', 'What can be done'],
    ['vault.corrupt', 'What can be done'],
  ] as const)('%s: says so instead of "everything works", and leads there', async (keysClosedBy, label) => {
    const view = await show(setStage(), AccountView, { account: account('acme'), keysClosedBy })
    expect(text()).not.toContain('Everything works')
    expect(text()).not.toContain('errors.')
    button(label).click()
    expect(view.emitted('openKeys')).toHaveLength(1)
  })

  it('says that everything works when they are not', async () => {
    await show(setStage(), AccountView, { account: account('acme') })
    expect(text()).toContain('Everything works')
  })
})
