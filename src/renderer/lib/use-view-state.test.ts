// Catches: a view that shows another account's state, loses its own, or breaks on what was kept.
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import type { Ref } from 'vue'
import { VIEW_STATES, scopeOf, useViewState } from './use-view-state'
import type { ViewStateKeeper } from './use-view-state'

interface Search {
  text: string
  top: number
}

function open(kept: Readonly<Record<string, object>> = {}) {
  const scope = ref('a')
  const written: [string, string, object][] = []
  const keeper: ViewStateKeeper = {
    read: (view, whose) => kept[`${view} ${whose}`],
    keep: (view, whose, state) => written.push([view, whose, state]),
  }
  let state: Readonly<Ref<Search>> | undefined
  const View = defineComponent({
    setup() {
      state = useViewState<Search>(
        'search',
        () => ({ text: '', top: 0 }),
        () => scope.value,
      )
      return () => h('i')
    },
  })
  mount(View, { global: { provide: { [VIEW_STATES as symbol]: keeper } } })
  return { scope, written, state: state as Readonly<Ref<Search>> }
}

describe('the state of a view', () => {
  it('is each account’s own, at once, and there again when one comes back', () => {
    const { scope, state } = open()
    state.value.text = 'of a'
    scope.value = 'b'
    expect(state.value).toEqual({ text: '', top: 0 })
    state.value.text = 'of b'
    scope.value = 'a'
    expect(state.value.text).toBe('of a')
  })

  it('is told with every change, under the account it belongs to', async () => {
    const { scope, state, written } = open()
    state.value.top = 5
    scope.value = 'b'
    await nextTick()
    expect(written).toEqual([['search', 'a', { text: '', top: 5 }]])
  })

  it('begins as it was kept; what an older version did not keep is as at first', () => {
    const { state } = open({ 'search a': { text: 'kept' } })
    expect(state.value).toEqual({ text: 'kept', top: 0 })
  })

  it('of one account is that one’s, of several all of them', () => {
    expect([scopeOf(['a']), scopeOf(['a', 'b']), scopeOf([])]).toEqual(['a', 'all', 'all'])
  })
})
