// Catches: one service's limit under another's name, and a budget over all accounts that does not say whose it is.
import { afterEach, describe, expect, it } from 'vitest'
import type { Account } from '../features/accounts'
import { useAccounts } from '../features/accounts'
import { ok } from '../testing/contract'
import { setStage, show } from '../testing/stage'
import { account } from '../testing/sample'
import StatusCard from './StatusCard.vue'

const ACME = account('acme', { label: 'Acme' })
const NORD = account('nord', { label: 'Nord' })
const ANNA = account('anna', { network: 'bluesky', label: '@anna', host: 'pds.example' })
const BUDGETS = [
  { host: ANNA.host, left: 3, burst: 3000, perSecond: 10 },
  { host: ACME.host, left: 40, burst: 50, perSecond: 2 },
  { host: NORD.host, left: 18, burst: 20, perSecond: 2 },
]

afterEach(() => {
  document.body.innerHTML = ''
})

async function card(accounts: Account[], active: Account | undefined): Promise<string> {
  const stage = setStage({
    'accounts.list': () => ok(accounts),
    'diagnostics.calls': () => ok({ calls: [], budgets: BUDGETS }),
  })
  await useAccounts().start()
  const wrapper = await show(stage, StatusCard, { account: active })
  const shown = document.body.textContent ?? ''
  wrapper.unmount()
  return shown
}

describe('the status card', () => {
  it('over all accounts names the portal with the least left, whatever other services say', async () => {
    const shown = await card([ACME, NORD, ANNA], undefined)
    expect(shown).toContain('Nord')
    expect(shown).toContain('18 / 20')
    expect(shown).not.toContain('3000')
  })

  it('shows the chosen portal’s own', async () => {
    const shown = await card([ACME, NORD, ANNA], ACME)
    expect(shown).toContain('Portal budget')
    expect(shown).toContain('40 / 50')
  })

  it('never calls another service a portal', async () => {
    const shown = await card([ACME, NORD, ANNA], ANNA)
    expect(shown).toContain('3 / 3000')
    expect(shown).not.toContain('Portal')
    expect(await card([ANNA], undefined)).not.toContain('3000')
  })
})
