import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../shared/contract/common'
import { fakePortal, lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createMessages } from './messages'

const CODE = 'ab515f5d85a8b844d484f6ea75a2e494'

describe('joining a line', () => {
  function setUp(...answers: Answer[]) {
    const fake = fakePortal(() => answers.shift() ?? refuse('no more answers'))
    const { joinLine } = createMessages(fake.portal)
    return { ...fake, join: () => joinLine?.(CODE) }
  }

  it('is one call, and done when the portal names the line’s bot', async () => {
    const { join, writes } = setUp(603)
    expect(await join()).toEqual({ ok: true, data: undefined })
    expect(writes).toEqual([['imopenlines.network.join', { CODE }]])
  })

  it('is asked once more when the answer was lost: joining twice is joining once', async () => {
    const { join, writes } = setUp(lost(), '603')
    expect(await join()).toEqual({ ok: true, data: undefined })
    expect(writes).toHaveLength(2)
  })

  it('is not asked a third time', async () => {
    const { join, writes } = setUp(lost(), lost(), 603)
    expect(await join()).toMatchObject({ ok: false, error: { code: 'net.reset' } })
    expect(writes).toHaveLength(2)
  })

  it('that never left is told, not repeated behind the person’s back', async () => {
    const { join, writes } = setUp(unsent(), 603)
    expect(await join()).toMatchObject({ ok: false, error: { code: 'net.refused' } })
    expect(writes).toHaveLength(1)
  })

  it.each([
    [refuse('CODE', 'You entered an invalid code'), 'messages.lineCode'],
    [refuse('LINE_NOT_FOUND', 'Line not found'), 'messages.lineNotFound'],
    [refuse('NOT_FOUND', 'Line not found'), 'messages.lineNotFound'],
    [refuse('INACTIVE', 'Openline is inactive'), 'messages.lineInactive'],
    [refuse('IMBOT_ERROR', 'Module IMBOT is not installed'), 'messages.noBots'],
    [true, 'messages.wrongRequest'],
    [0, 'messages.wrongRequest'],
    [[], 'messages.wrongRequest'],
  ] as const)('that is refused says why', async (answer, code) => {
    expect(await setUp(answer as Answer).join()).toMatchObject({ ok: false, error: { code } })
  })
})

describe('the portal’s open channels', () => {
  function setUp(pages: readonly JsonValue[]) {
    const fake = fakePortal((_, params) => {
      const { offset } = params['PARAMS'] as { offset: number }
      return pages[offset / 200] ?? []
    })
    const { channels } = createMessages(fake.portal)
    return { ...fake, channels: () => channels?.() }
  }
  const line = (id: number) => ({ ID: String(id), LINE_NAME: `Line ${String(id).padStart(3, '0')}`, ACTIVE: 'Y' })
  const many = (from: number, count: number): JsonValue => Array.from({ length: count }, (_, at) => line(from + at))

  it('come by name, with whether they are switched on', async () => {
    const { channels } = setUp([
      [
        { ID: 2, LINE_NAME: 'Sales', ACTIVE: 'N' },
        { ID: '1', LINE_NAME: 'Orders', ACTIVE: 'Y' },
      ],
    ])
    expect(await channels()).toEqual({
      ok: true,
      data: [
        { lineId: '1', name: 'Orders', active: true },
        { lineId: '2', name: 'Sales', active: false },
      ],
    })
  })

  it('are read to the end', async () => {
    const { channels, ran } = setUp([many(1, 200), many(201, 3)])
    expect(await channels()).toMatchObject({ ok: true, data: { length: 203 } })
    expect(ran).toHaveLength(2)
  })

  it('of a server that ignores the offset do not come for ever', async () => {
    const { portal, ran } = fakePortal(() => many(1, 200))
    expect(await createMessages(portal).channels?.()).toMatchObject({ ok: true, data: { length: 200 } })
    expect(ran).toHaveLength(2)
  })

  it('survive rows without id or name', async () => {
    const { channels } = setUp([{ a: { ID: 5 }, b: { LINE_NAME: 'x' }, c: 'x', d: null }])
    expect(await channels()).toEqual({ ok: true, data: [{ lineId: '5', name: '#5', active: true }] })
  })
})
