// Catches: a list that jumps to its top when one comes back to it, or whose place is lost before its rows are there.
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { computed, defineComponent, h, nextTick, ref, shallowReactive, useTemplateRef } from 'vue'
import { scrollPlace, useKeptScroll } from './use-kept-scroll'

/** A scroller that has no layout: it can be scrolled as far as it is told to be high. */
function open() {
  const states = { a: shallowReactive({ top: 300 }), b: shallowReactive({ top: 0 }) }
  const whose = ref<'a' | 'b'>('a')
  const rows = ref(0)
  const state = computed(() => states[whose.value])
  let most = 0
  const View = defineComponent({
    setup() {
      useKeptScroll(useTemplateRef<HTMLElement>('list'), scrollPlace(state, 'top'), () => rows.value)
      return () => h('div', { ref: 'list' })
    },
  })
  let at = 0
  const view = mount({ render: () => h('section', h(View)) }, { attachTo: document.body })
  const list = view.get('div').element as HTMLElement
  Object.defineProperty(list, 'scrollTop', { get: () => at, set: (top: number) => (at = Math.min(top, most)) })
  /** So many pixels of rows are there. */
  async function fill(pixels: number): Promise<void> {
    most = pixels
    rows.value += 1
    await nextTick()
  }
  const scroll = (top: number): void => {
    list.scrollTop = top
    list.dispatchEvent(new Event('scroll'))
  }
  return { states, whose, list, fill, scroll }
}

describe('how far a list was scrolled', () => {
  it('is reached as soon as there are rows enough, and not forgotten on the way', async () => {
    const { states, list, fill, scroll } = open()
    await fill(100)
    expect(list.scrollTop).toBe(100)
    scroll(100)
    expect(states.a.top).toBe(300)
    await fill(1000)
    expect(list.scrollTop).toBe(300)
    scroll(450)
    expect(states.a.top).toBe(450)
  })

  it('is each account’s own', async () => {
    const { states, whose, list, fill, scroll } = open()
    await fill(1000)
    whose.value = 'b'
    await nextTick()
    expect(list.scrollTop).toBe(0)
    scroll(70)
    whose.value = 'a'
    await nextTick()
    expect(list.scrollTop).toBe(300)
    expect(states.b.top).toBe(70)
  })

  it('is the person’s as soon as they scroll, rows or not', async () => {
    const { states, list, fill, scroll } = open()
    await fill(100)
    list.dispatchEvent(new Event('wheel'))
    scroll(40)
    expect(states.a.top).toBe(40)
    await fill(1000)
    expect(list.scrollTop).toBe(40)
  })
})
