// Catches: a language that cannot be switched off alone, a value lost from the list, a forgotten word that stays in sight.
import { afterEach, describe, expect, it } from 'vitest'
import { flushPromises } from '@vue/test-utils'
import { SETTINGS } from '../../testing/sample'
import { button, setStage, show, type Stage } from '../../testing/stage'
import MessagesCard from './MessagesCard.vue'

afterEach(() => {
  document.body.innerHTML = ''
})

const text = (): string => document.body.textContent ?? ''
const box = (name: string): HTMLElement => {
  const label = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === name)
  const found = label && document.getElementById(label.htmlFor)
  if (!found) throw new Error(`no box named ${name}`)
  return found
}

function stage(words: readonly string[] = []): Stage {
  const kept = [...words]
  return setStage({
    'settings.words': () => ({ ok: true, data: [...kept] }),
    'settings.forgetWord': ({ word }) => {
      kept.splice(kept.indexOf(word), 1)
      return { ok: true, data: [...kept] }
    },
  })
}

describe('spelling', () => {
  it('each language is switched alone', async () => {
    const view = await show(stage(), MessagesCard, { settings: { ...SETTINGS, spelling: ['en-US', 'ru'] }, mac: false })
    box('English').click()
    await view.setProps({ settings: { ...SETTINGS, spelling: ['ru'] }, mac: false })
    box('Russian').click()
    await view.setProps({ settings: { ...SETTINGS, spelling: [] }, mac: false })
    box('English').click()
    expect(view.emitted('set')).toEqual([[{ spelling: ['ru'] }], [{ spelling: [] }], [{ spelling: ['en-US'] }]])
    expect(text()).toContain('Spelling is not checked.')
  })

  it('own words are shown, and a removed one is gone', async () => {
    const { fake, ...rest } = stage(['беллхоп', 'Bellhop'])
    await show({ fake, ...rest }, MessagesCard, { settings: SETTINGS, mac: false })
    button('Remove беллхоп').click()
    await flushPromises()
    expect(fake.inputs('settings.forgetWord')).toEqual([{ word: 'беллхоп' }])
    expect([...document.querySelectorAll('li')].map((word) => word.textContent?.trim())).toEqual(['Bellhop'])
  })
})

it('a time to undo that is none of ours is shown all the same, not as an empty field', async () => {
  await show(stage(), MessagesCard, { settings: { ...SETTINGS, holdSeconds: 7 }, mac: false })
  expect(text()).toContain('7 seconds')
})
