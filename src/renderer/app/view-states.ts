// What the person had in each view: read from main before the first paint, held here, and written back after a pause.
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { invoke } from '../api'
import type { InputOf, OutputOf } from '../../shared/contract'
import { useSettings } from '../features/settings'
import { debounce } from '../lib/debounce'
import type { Debounced } from '../lib/debounce'
import type { ViewStateKeeper } from '../lib/use-view-state'
import { useScope } from './use-scope'

type Kept = OutputOf<'settings.viewStates'>[number]
type ViewName = OutputOf<'settings.get'>['activeView']

/** Scrolling and typing change a state many times a second. */
const WRITE_MS = 800

const keyOf = (view: string, scope: string): string => `${view} ${scope}`

export const useViewStates = defineStore('view-states', () => {
  const states = new Map<string, object>()
  const writers = new Map<string, Debounced>()
  const settings = useSettings()
  const { active } = useScope()
  const scope = computed((): Kept['scope'] => active.value?.id ?? 'all')

  function write(view: string, whose: string): void {
    const state = states.get(keyOf(view, whose))
    // The page says which views there are, main which shapes they have.
    void invoke('settings.keepViewState', { scope: whose, view, state } as InputOf<'settings.keepViewState'>, {
      quiet: true,
    })
  }
  const read: ViewStateKeeper['read'] = (view, whose) => states.get(keyOf(view, whose))
  const keep: ViewStateKeeper['keep'] = (view, whose, state) => {
    const key = keyOf(view, whose)
    // A copy: plain data, which crosses to main and which nobody changes.
    states.set(key, JSON.parse(JSON.stringify(state)) as object)
    const writer = writers.get(key) ?? debounce(() => write(view, whose), WRITE_MS)
    writers.set(key, writer)
    writer()
  }

  async function start(): Promise<void> {
    const answer = await invoke('settings.viewStates', {}, { quiet: true })
    for (const { view, scope: whose, state } of answer.ok ? answer.data : []) states.set(keyOf(view, whose), state)
    window.addEventListener('pagehide', () => {
      for (const writer of writers.values()) writer.flush()
    })
  }

  /** The view that was looked at last for an account, or for all of them. */
  function lastView(whose: Kept['scope']): ViewName | undefined {
    const state = read('window', whose)
    return state && 'view' in state ? (state.view as ViewName) : undefined
  }
  /** This view is looked at now: what comes first after a start, and when somebody comes back to this account. */
  async function look(view: ViewName) {
    if (lastView(scope.value) !== view) keep('window', scope.value, { view })
    return view === settings.current.activeView ? undefined : settings.set({ activeView: view })
  }
  return { scope, read, keep, start, lastView, look }
})
