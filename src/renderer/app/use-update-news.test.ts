// Catches: a newer version nobody hears of, one that is told again with every step of its download, and a notice that
// leads nowhere.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { OutputOf } from '../../shared/contract'
import { ok } from '../testing/contract'
import { setStage, use } from '../testing/stage'
import { useUpdateNews } from './use-update-news'

type Status = OutputOf<'settings.updateStatus'>
const FOUND: Status = { installation: 'debian', canInstall: false, state: 'available', version: '2.0.0' }

it('tells a version once, whatever becomes of it, and leads to the settings', async () => {
  const stage = setStage({ 'settings.updateStatus': () => ok({ ...FOUND, state: 'idle' }) })
  useToast().clear()
  await use(stage, useUpdateNews)
  await flushPromises()
  const titles = () => useToast().toasts.value.map(({ title }) => title)
  expect(titles()).toEqual([])

  for (const state of ['available', 'checking', 'available'] as const) {
    stage.fake.emit('settings.updateChanged', { status: { ...FOUND, state } })
    await flushPromises()
  }
  expect(titles()).toEqual(['Bellhop 2.0.0 is there'])

  const [open] = useToast().toasts.value[0]?.actions ?? []
  ;(open?.onClick as unknown as () => void)()
  await flushPromises()
  expect(stage.router.currentRoute.value.name).toBe('settings')
})
