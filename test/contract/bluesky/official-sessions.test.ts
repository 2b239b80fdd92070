// What the official session classes make of the practice PDS: one refresh for many calls, and when a session ends.
import { AtpAgent } from '@atproto/api'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { refusal, useHarness } from './harness'

const harness = useHarness()

describe('the official sessions', () => {
  it('refresh once for five calls at a time (lex)', async () => {
    const updates: string[] = []
    const session = await harness().login('anna', { onUpdated: (data) => void updates.push(data.accessJwt) })
    expect(harness().practice.hooks.account({ account: 'anna', expireAccess: true })).toEqual({ ok: true })
    harness().arrivals.clear()
    const client = harness().chat(session)
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.call(chat.bsky.convo.listConvos)))
    expect(answers.every((answer) => answer.convos.length === 50)).toBe(true)
    expect(harness().arrivals.counts()['com.atproto.server.refreshSession']).toBe(1)
    expect(updates).toHaveLength(2)
  })

  it('refresh once for five calls at a time (AtpAgent)', async () => {
    const agent = await harness().atpAs('anna')
    harness().practice.hooks.account({ account: 'anna', expireAccess: true })
    harness().arrivals.clear()
    const [did = ''] = harness().practice.info.chatService.split('#')
    const proxied = agent.withProxy('bsky_chat', did)
    await Promise.all(Array.from({ length: 5 }, () => proxied.chat.bsky.convo.listConvos()))
    expect(harness().arrivals.counts()['com.atproto.server.refreshSession']).toBe(1)
  })

  it('end when the session was revoked, and outlive a refresh that fails for a passing reason', async () => {
    const session = await harness().login('anna')
    harness().practice.hooks.account({ account: 'anna', expireAccess: true })
    harness().faults.add({ method: 'com.atproto.server.refreshSession', effect: { kind: 'html', page: 'nginx502' } })
    const client = harness().chat(session)
    expect(await refusal(client.call(chat.bsky.convo.getLog))).toEqual([400, 'ExpiredToken', 'Token has expired'])
    expect(session.destroyed).toBe(false)
    expect((await client.call(chat.bsky.convo.getLog)).logs).toEqual([])
    harness().practice.hooks.account({ account: 'anna', revokeSessions: true })
    expect((await refusal(client.call(chat.bsky.convo.getLog)))[1]).toBe('ExpiredToken')
    expect(session.destroyed).toBe(true)
  })

  it('resume with AtpAgent from stored data', async () => {
    const { session } = await harness().login('anna')
    const agent = new AtpAgent({ service: harness().practice.info.serviceUrl })
    const { did, handle, accessJwt, refreshJwt } = session
    await agent.resumeSession({ did, handle, accessJwt, refreshJwt, active: true })
    expect(agent.session?.did).toBe(did)
  })
})
