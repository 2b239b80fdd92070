// Catches: asking with a link that was changed after the preview, and a preview of one link shown for another.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { ResultOf } from '../../../shared/contract'
import { fail, ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { accountId, joinRequest } from '../../testing/sample'
import { useLinkJoin } from './use-link-join'

const PREVIEW = ok({ code: 'abc', state: 'open', name: 'Crew', joinRule: 'approval', canRequest: true } as const)

describe('joining by link', () => {
  it('looks, then asks with the same link', async () => {
    const { fake } = setStage({ 'groups.previewLink': () => PREVIEW, 'requests.send': () => ok(joinRequest('r')) })
    const join = useLinkJoin(ref(accountId('anna')))
    join.link.value = 'https://bsky.app/chat/abc'
    await join.look()
    expect(join.canAsk.value).toBe(true)
    await join.ask()
    expect(fake.inputs('requests.send')).toEqual([{ accountId: 'anna', link: 'https://bsky.app/chat/abc' }])
    expect(join.canAsk.value).toBe(false)
  })

  it('offers nothing once the link was changed', async () => {
    setStage({ 'groups.previewLink': () => PREVIEW })
    const join = useLinkJoin(ref(accountId('anna')))
    join.link.value = 'abc'
    await join.look()
    join.link.value = 'abd'
    join.changed()
    expect(join.canAsk.value).toBe(false)
  })

  it('drops the preview of a link that was replaced meanwhile', async () => {
    let answer: (result: ResultOf<'groups.previewLink'>) => void = () => undefined
    setStage({ 'groups.previewLink': () => new Promise((resolve) => (answer = resolve)) })
    const join = useLinkJoin(ref(accountId('anna')))
    join.link.value = 'abc'
    const looking = join.look()
    await flushPromises()
    join.link.value = 'other'
    answer(PREVIEW)
    await looking
    expect(join.preview.value).toBeUndefined()
  })

  it('forgets what another account was shown', async () => {
    setStage({ 'groups.previewLink': () => PREVIEW })
    const asker = ref(accountId('anna'))
    const join = useLinkJoin(asker)
    join.link.value = 'abc'
    await join.look()
    asker.value = accountId('boris')
    await flushPromises()
    expect(join.preview.value).toBeUndefined()
    expect(join.link.value).toBe('abc')
  })

  it('tells why asking failed', async () => {
    setStage({ 'groups.previewLink': () => PREVIEW, 'requests.send': () => fail('requests.followRequired', 'user') })
    const join = useLinkJoin(ref(accountId('anna')))
    join.link.value = 'abc'
    await join.look()
    await join.ask()
    expect(join.error.value?.code).toBe('requests.followRequired')
  })
})
