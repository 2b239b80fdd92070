import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Template } from '../../shared/contract/drafts'
import { fail, ok } from '../../shared/contract/result'
import { countingUuid, recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createTemplates } from './templates'

let temp: TempStore
let time: VirtualTime
let templates: ReturnType<typeof createTemplates>

beforeEach(() => {
  temp = openTempStore()
  time = createVirtualTime()
  templates = createTemplates({ store: temp.store, clock: time.clock, uuid: countingUuid(), log: recordLog() })
})

afterEach(() => {
  temp.dispose()
})

const text = { kind: 'request' as const, name: 'Hello', text: 'Dear {owner}, let me into {group}' }

async function saved(given: Partial<Template> = {}): Promise<Template> {
  const answer = await templates['templates.save']({ ...text, ...given })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

test('a template is kept as typed, variables and all, and changed in place', async () => {
  const first = await saved()
  expect(first).toMatchObject({ ...text, updatedAt: new Date(time.clock()).toISOString() })
  await time.advance(1_000)
  const changed = await saved({ id: first.id, text: 'Shorter' })
  expect(changed.id).toBe(first.id)
  expect(changed.updatedAt > first.updatedAt).toBe(true)
  expect(await templates['templates.list']({})).toEqual(ok([changed]))
})

test('one that was removed meanwhile is kept when it is saved again: its text is not lost', async () => {
  const first = await saved()
  expect(await templates['templates.remove']({ id: first.id })).toEqual(ok({}))
  await saved({ id: first.id })
  expect(await templates['templates.list']({})).toMatchObject({ data: [{ id: first.id }] })
})

test('a database that refuses is an answer, not a lost template', async () => {
  temp.store.close()
  expect(await templates['templates.save'](text)).toEqual(fail('store.failed', 'later'))
  expect(await templates['templates.remove']({ id: 'x' })).toEqual(fail('store.failed', 'later'))
})
