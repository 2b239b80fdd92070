// Catches: a mention that breaks out of its tag, somebody who cannot be mentioned offered, a kept text that reads otherwise
// than it was shown, BBCode written where it means nothing.
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { account, groupDetails, template } from '../../testing/sample'
import { setStage, use } from '../../testing/stage'
import { useTemplates } from './templates'
import { useWriting } from './use-writing'

const bitrix = account('acme', { host: 'acme.example', userName: 'Анна Петрова' })
const bluesky = account('me', { network: 'bluesky', userId: 'did:me', host: 'pds.example', userName: 'Anna' })
type Place = Parameters<ReturnType<typeof useWriting>>[1]

async function writing(handlers: FakeHandlers, who = bitrix, place: Place = {}) {
  const stage = setStage(handlers)
  await useTemplates().start()
  const { value } = await use(stage, useWriting)
  return { ...stage, writing: value(who, place) }
}
const hit = { accountId: bitrix.id, title: 'Team [old]', kind: 'chat' as const }

describe('mentions on a portal', () => {
  it('are active colleagues, as a tag that holds', async () => {
    const { writing: found, fake } = await writing({
      'messages.people': () =>
        ok([
          { userId: '5', name: 'Olga [boss][/USER]', position: 'Lead', active: true },
          { userId: '6', name: 'Gone', active: false },
        ]),
    })
    expect(await found.mentions?.find('person', 'ol')).toEqual(
      ok([{ id: '5', name: 'Olga [boss][/USER]', hint: 'Lead', inserted: '[USER=5]Olga (boss)(/USER)[/USER]' }]),
    )
    expect(fake.inputs('messages.people')).toEqual([{ accountId: bitrix.id, text: 'ol' }])
  })

  it('are chats and open-channel dialogs, by the number of their chat', async () => {
    const { writing: found } = await writing({
      'messages.findTargets': () =>
        ok([
          { ...hit, target: { kind: 'dialog', dialogId: 'chat42' } },
          { ...hit, title: 'Anna', kind: 'person', target: { kind: 'dialog', dialogId: '7' } },
        ]),
    })
    expect(await found.mentions?.find('chat', 'te')).toEqual(
      ok([{ id: 'chat42', name: 'Team [old]', hint: '', inserted: '[CHAT=42]Team (old)[/CHAT]' }]),
    )
  })

  it('tell why there are none', async () => {
    const { writing: found } = await writing({ 'messages.people': () => fail('net.offline', 'later') })
    expect(await found.mentions?.find('person', 'ol')).toMatchObject({ ok: false, error: { code: 'net.offline' } })
  })

  it('are everybody only where it goes to a chat', async () => {
    expect((await writing({})).writing.mentions?.everybody).toBeUndefined()
    expect((await writing({}, bitrix, { toChat: true })).writing.mentions?.everybody?.inserted).toBe(
      '[USER=all]All participants[/USER]',
    )
  })
})

describe('mentions on Bluesky', () => {
  const members = [
    { userId: 'did:1', name: 'Olga N', role: 'member' as const, handle: 'olga.example' },
    { userId: 'did:2', name: 'Max', role: 'member' as const, handle: 'max.example' },
    { userId: 'did:3', name: 'Olga without', role: 'member' as const },
    { userId: 'did:me', name: 'Olga me', role: 'owner' as const, handle: 'olga-me.example' },
  ]

  it('are the other members of the conversation by their handle, read once', async () => {
    const { writing: found, fake } = await writing(
      { 'groups.get': () => ok(groupDetails('c', { members })) },
      bluesky,
      {
        convoId: 'c',
      },
    )
    expect(found.syntax).toBe('plain')
    expect(found.mentions?.kinds).toEqual(['person'])
    expect(await found.mentions?.find('person', 'OL')).toEqual(
      ok([{ id: 'did:1', name: 'Olga N', hint: '@olga.example', inserted: '@olga.example' }]),
    )
    expect(await found.mentions?.find('person', 'max.')).toMatchObject({ data: [{ inserted: '@max.example' }] })
    expect(fake.inputs('groups.get')).toHaveLength(1)
  })

  it('are nobody where two people talk, and are asked for again after a failure', async () => {
    const place = { convoId: 'c' }
    const direct = await writing({ 'groups.get': () => fail('groups.notFound', 'never') }, bluesky, place)
    expect(await direct.writing.mentions?.find('person', 'ol')).toEqual(ok([]))
    const failing = await writing({ 'groups.get': () => fail('net.offline', 'later') }, bluesky, place)
    expect(await failing.writing.mentions?.find('person', 'ol')).toMatchObject({ error: { code: 'net.offline' } })
    failing.fake.answer({ 'groups.get': () => ok(groupDetails('c', { members })) })
    expect(await failing.writing.mentions?.find('person', 'ol')).toMatchObject({ data: [{ id: 'did:1' }] })
  })

  it('are none while no conversation is chosen', async () => {
    expect((await writing({}, bluesky)).writing.mentions).toBeUndefined()
  })
})

describe('kept texts', () => {
  it.each([
    [bluesky, { group: 'Crew' }, 'To Crew from Anna at pds.example'],
    [bitrix, {}, 'To from Анна Петрова at acme.example'],
  ] as const)('come filled for account and place', async (who, place, filled) => {
    const kept = [template('t', { kind: 'message', text: 'To {group} from {me} at {portal}' }), template('r')]
    const found = await writing({ 'templates.list': () => ok(kept) }, who, place)
    expect(found.writing.kept.texts).toEqual([{ id: 't', name: 't', filled, nodes: [{ kind: 'text', text: filled }] }])
  })

  it('are drawn as BBCode only where it is BBCode', async () => {
    const kept = [template('t', { kind: 'message', text: '[b]x[/b]' })]
    const list = { 'templates.list': () => ok(kept) }
    expect((await writing(list)).writing.kept.texts[0]?.nodes[0]).toMatchObject({ name: 'b' })
    expect((await writing(list, bluesky)).writing.kept.texts[0]?.nodes).toEqual([{ kind: 'text', text: '[b]x[/b]' }])
  })

  it('grow by what is written', async () => {
    const { writing: found, fake } = await writing({
      'templates.save': (input) => ok(template('new', { ...input, id: 'new' })),
    })
    await found.kept.keep('Name', 'words')
    expect(fake.inputs('templates.save')).toEqual([{ kind: 'message', name: 'Name', text: 'words' }])
    expect(useTemplates().byKind.message).toHaveLength(1)
  })
})
