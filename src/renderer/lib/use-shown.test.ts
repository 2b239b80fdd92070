// Catches: a notification's click while another view is shown giving the focus to a row nobody sees, and to none afterwards.
import { mount } from '@vue/test-utils'
import { defineComponent, h, KeepAlive, nextTick, ref } from 'vue'
import { expect, it } from 'vitest'
import { useShown } from './use-shown'

it('tells each time a kept view comes on the screen, once, and whether it is there', async () => {
  const here = ref(true)
  let shows = 0
  let isShown = (): boolean => false
  const View = defineComponent(() => {
    isShown = useShown(() => {
      shows += 1
    })
    return () => h('p')
  })
  const wrapper = mount(defineComponent(() => () => h(KeepAlive, () => (here.value ? h(View) : undefined))))
  expect([shows, isShown()]).toEqual([1, true])
  here.value = false
  await nextTick()
  expect([shows, isShown()]).toEqual([1, false])
  here.value = true
  await nextTick()
  expect([shows, isShown()]).toEqual([2, true])
  wrapper.unmount()
})

it('works as well where nothing is kept alive', () => {
  let shows = 0
  const View = defineComponent(() => {
    const isShown = useShown(() => {
      shows += 1
    })
    return () => h('p', isShown() ? 'shown' : '')
  })
  const wrapper = mount(View)
  expect(shows).toBe(1)
  wrapper.unmount()
})
