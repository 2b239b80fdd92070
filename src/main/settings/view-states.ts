// What a person had in each view, kept as small state by key: `view.<view>.<account>`, so that it goes with its account.
// What an older or newer version wrote, and what was written by hand, counts only where its schema takes it.
import * as v from 'valibot'
import type { AccountId, JsonValue } from '../../shared/contract/common'
import { ok, type Result } from '../../shared/contract/result'
import { ViewState } from '../../shared/contract/view-states'
import type { KeyValueStore, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'

export interface ViewStatesDeps {
  readonly store: {
    readonly keyValues: KeyValueStore
    readonly accounts: { list(): readonly { readonly id: AccountId }[]; get(id: AccountId): object | undefined }
  }
  readonly log: Logger
}

export interface ViewStates {
  list(): ViewState[]
  keep(state: ViewState): Result<Record<string, never>, 'store.failed'>
}

/** Characters of JSON. Whatever is longer is no state of a view, and is not kept. */
export const MOST_CHARS = 20_000

const VIEW_NAMES = ViewState.options.map(({ entries }) => entries.view.literal)
const keyOf = (view: ViewState['view'], scope: string): string => `view.${view}.${scope}`

export function createViewStates({ store: { keyValues, accounts }, log }: ViewStatesDeps): ViewStates {
  function read(view: ViewState['view'], scope: string): ViewState[] {
    const kept = guarded(log, () => keyValues.get(keyOf(view, scope)))
    if (!kept.ok || kept.data === undefined) return []
    const parsed = v.safeParse(ViewState, { scope, view, state: kept.data })
    return parsed.success ? [parsed.output] : []
  }
  return {
    list: () =>
      ['all', ...accounts.list().map(({ id }) => id)].flatMap((scope) =>
        VIEW_NAMES.flatMap((view) => read(view, scope)),
      ),
    keep({ view, scope, state }) {
      if (scope !== 'all' && !accounts.get(scope)) return ok({})
      const written = JSON.stringify(state)
      if (written.length > MOST_CHARS) return ok({})
      const kept = guarded(log, () => keyValues.set(keyOf(view, scope), JSON.parse(written) as JsonValue))
      return kept.ok ? ok({}) : kept
    },
  }
}
