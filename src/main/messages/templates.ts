// Templates: texts kept for use again, with variables that are filled in where they are used.
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import { ok } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { Clock, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

export interface TemplatesDeps {
  readonly store: Pick<Store, 'templates'>
  readonly clock: Clock
  readonly uuid: () => string
  readonly log: Logger
}

/** Saving under an id that is gone makes the template anew: the person is looking at its text. */
export function createTemplates({ store, clock, uuid, log }: TemplatesDeps): HandlersOf<RoutesOf<'templates'>> {
  return {
    'templates.list': () => ok(store.templates.list()),
    'templates.save': ({ id, kind, name, text }) => {
      const template = { id: id ?? uuid(), kind, name, text, updatedAt: isoAt(clock()) }
      const saved = guarded(log, () => {
        store.templates.save(template)
      })
      return saved.ok ? ok(template) : saved
    },
    'templates.remove': ({ id }) => {
      const removed = guarded(log, () => {
        store.templates.remove(id)
      })
      return removed.ok ? ok({}) : removed
    },
  }
}
