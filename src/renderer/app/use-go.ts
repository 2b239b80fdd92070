// Going to exactly one place of the window, whoever sends the user there: a clicked notification, a link, quick-send.
// Where a place is gone that is said, and the list it would stand in is shown.
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { useMessages } from '../features/messages'
import { useNotices } from '../features/notices'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { incomingKey, useIncoming, useRequests } from '../features/requests'
import type { OutputOf } from '../../shared/contract'
import type { AppError } from '../../shared/contract/result'
import { messageTargetFallbackTitle, targetKindOf } from '../../shared/domain/target-key'
import { useNotify } from '../lib/use-notify'
import { keysShown } from './keys'
import { useCompose } from './use-compose'
import { useScope } from './use-scope'

export type Place = Extract<OutputOf<'links.take'>[number], { kind: 'place' }>['place']
type PlaceOf<K extends Place['kind']> = Extract<Place, { kind: K }>

const GONE: AppError = { code: 'links.gone', params: {}, retry: 'never' }

/** Answers how to go to a place. */
export function useGo(): (place: Place) => Promise<void> {
  const accounts = useAccounts()
  const scope = useScope()
  const router = useRouter()
  const notify = useNotify()
  const notices = useNotices()
  const toRequests = useToRequests()
  const toGroups = useToGroups()
  const toOutbox = useToOutbox()
  const toDialog = useToDialog()
  const toComposer = useToComposer()

  async function arrive(place: Place): Promise<unknown> {
    switch (place.kind) {
      case 'view':
        return router.push({ name: place.view })
      case 'notices':
        notices.opened = true
        return
      case 'keys':
        keysShown.value = true
        return
      case 'account':
        return router.push({ name: 'account', params: { id: place.accountId } })
      case 'group':
      case 'joinLink':
        return toGroups(place)
      case 'request':
      case 'incoming':
      case 'requests':
        return toRequests(place)
      case 'dialog':
        return toDialog(place)
      case 'compose':
        return toComposer(place)
      case 'outbox':
        return toOutbox(place)
    }
  }

  return async (place) => {
    const accountId = 'accountId' in place ? place.accountId : undefined
    if (accountId !== undefined && !accounts.byId.has(accountId)) {
      notify.error({ code: 'accounts.notFound', params: {}, retry: 'never' })
      await router.push({ name: place.kind === 'requests' || place.kind === 'incoming' ? 'requests' : 'groups' })
      return
    }
    await scope.bringIntoView(accountId)
    await arrive(place)
  }
}

function useToGroups() {
  const router = useRouter()

  /** Groups find what the address names themselves. */
  return (place: PlaceOf<'group' | 'joinLink'>): Promise<unknown> => {
    const account = place.accountId
    if (place.kind === 'joinLink') return router.push({ name: 'groups', query: { account, link: place.link } })
    const { groupId: group, title: name, ask } = place
    const query = { account, group, ...(name === undefined ? {} : { name }), ...(ask ? { ask: '1' } : {}) }
    return router.push({ name: 'groups', query })
  }
}

function useToRequests() {
  const requests = useRequests()
  const incoming = useIncoming()
  const scope = useScope()
  const router = useRouter()
  const notify = useNotify()

  async function find(place: PlaceOf<'request' | 'incoming'>): Promise<boolean> {
    if (place.kind === 'request') {
      const request = await requests.find(place.id)
      await scope.bringIntoView(request?.accountId)
      if (request) requests.wanted = request.id
      return request !== undefined
    }
    const key = incomingKey(place)
    // One that has gone meanwhile must not be jumped to when it comes back some day.
    const there = !incoming.loaded || incoming.items.some((item) => incomingKey(item) === key)
    if (there) incoming.wanted = key
    return there
  }
  return async (place: PlaceOf<'request' | 'incoming' | 'requests'>): Promise<void> => {
    const found = place.kind === 'requests' || (await find(place))
    if (!found) notify.error(GONE)
    await router.push({ name: 'requests' })
  }
}

function useToOutbox() {
  const outbox = useOutbox()
  const scope = useScope()
  const router = useRouter()
  const notify = useNotify()

  return async ({ id }: PlaceOf<'outbox'>): Promise<void> => {
    const find = () => outbox.items.find((each) => each.id === id)
    if (id !== undefined && !find()) await outbox.read()
    const item = id === undefined ? undefined : find()
    if (id !== undefined && !item) notify.error(GONE)
    await scope.bringIntoView(item?.accountId)
    outbox.wanted = item?.id
    await router.push({ name: 'outbox' })
  }
}

function useToDialog() {
  const openlines = useOpenlines()
  const router = useRouter()
  const notify = useNotify()

  return async ({ accountId, chatId }: PlaceOf<'dialog'>): Promise<void> => {
    const answer = await openlines.find({ accountId, chatId })
    if (answer.ok) openlines.wanted = { accountId, chatId }
    else notify.error(answer.error)
    await router.push({ name: 'openlines' })
  }
}

function useToComposer() {
  const messages = useMessages()
  const compose = useCompose()
  const router = useRouter()

  return async (place: PlaceOf<'compose'>): Promise<void> => {
    const { accountId, target, text } = place
    if (!target && text === undefined) {
      messages.writer = accountId
      return compose.somebody()
    }
    const hit = target && {
      accountId,
      target,
      title: place.title ?? messageTargetFallbackTitle(target),
      kind: targetKindOf(target),
    }
    if (text === undefined && hit) return compose.to(hit)
    messages.writeHere(accountId, hit, text ?? '')
    await router.push({ name: 'messages' })
  }
}
