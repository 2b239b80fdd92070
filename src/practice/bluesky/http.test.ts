import { describe, expect, it } from 'vitest'
import { createArrivalLog } from '../arrivals'
import { createFaultQueue } from '../faults'
import { listenOnLoopback } from '../listen'
import { siteListener, type Site } from './http'
import { BrokenAnswer } from './xrpc'
import { refuse } from './xrpc-error'

/** Asks a site once and tells what came of it. */
async function ask(answer: Site['answer'], init: RequestInit = {}) {
  const unexpected: string[] = []
  const arrivals = createArrivalLog()
  const site: Site = {
    portal: 'chat',
    port: 0,
    methodOf: (request) => request.path,
    passesOn: () => false,
    answer,
    onUnexpected: (what) => void unexpected.push(what),
  }
  const deps = {
    clock: () => 0,
    random: () => 0,
    seed: 1,
    sleep: () => Promise.resolve(),
    faults: createFaultQueue({ clock: () => 0, random: () => 0 }),
    arrivals,
  }
  const server = await listenOnLoopback({ listener: siteListener(site, deps) })
  try {
    const said = await fetch(`${server.origin}/x?a=1&a=2`, init)
    return { status: said.status, body: await said.text(), unexpected, arrivals: arrivals.list() }
  } finally {
    await server.close()
  }
}

describe('a site', () => {
  // Would catch: tests that stay green although the stand-in breaks the lexicon or crashes.
  it('keeps its own bugs as unexpected, and refusals not', async () => {
    const broken = await ask(() => {
      throw new BrokenAnswer('chat.bsky.convo.getLog', 'no logs')
    })
    expect([broken.status, broken.unexpected.length]).toEqual([500, 1])
    const crashed = await ask(() => {
      throw new TypeError('oops')
    })
    expect([crashed.status, crashed.body.includes('oops'), crashed.unexpected.length]).toEqual([500, false, 1])
    const refused = await ask(() => refuse('InvalidCode'))
    expect([refused.status, refused.unexpected]).toEqual([400, []])
    expect(refused.arrivals).toMatchObject([{ error: 'InvalidCode', processed: false, params: { a: '1,2' } }])
  })

  // Would catch: a password in what `control` reports.
  it('notes requests without their secrets', async () => {
    const body = JSON.stringify({
      identifier: 'anna',
      password: 'hunter2',
      authFactorToken: 'ABC',
      nested: { password: 'x' },
    })
    const { arrivals } = await ask(() => ({ status: 200, headers: {}, body: 'ok' }), { method: 'POST', body })
    expect(arrivals).toMatchObject([{ params: { identifier: 'anna', nested: {} } }])
    expect(JSON.stringify(arrivals)).not.toMatch(/hunter2|ABC|"x"/)
  })

  // Would catch: a client that can fill the memory of the practice process.
  it('refuses bodies over 150 kB', async () => {
    const { status } = await ask(() => ({ status: 200, headers: {}, body: 'ok' }), {
      method: 'POST',
      body: 'x'.repeat(151 * 1024),
    })
    expect(status).toBe(413)
  })
})
