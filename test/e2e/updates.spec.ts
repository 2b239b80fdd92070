// Updates in the settings of a build without a feed and a key of its own: each reason for asking nobody is told, and
// indeed nobody is asked.
import { launchBellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { button, goTo, railAccounts } from './support/journeys'
import { netLogOf, netLogSwitch } from './support/net-log'
import { text } from './support/text'

test('a build without a feed or a key says why it asks nobody, keeps what is chosen, and asks nobody', async ({
  profile,
}) => {
  const app = await launchBellhop({ profile, args: [netLogSwitch(profile)] })
  const { page } = app
  await button(page, 'welcome.practice.action').click()
  await expect(railAccounts(page)).toHaveCount(4)
  await goTo(page, 'settings')
  const card = page.getByRole('region', { name: text('settings.updates.title'), exact: true })
  const state = card.getByRole('status')
  const feed = card.getByLabel(text('settings.updates.feed'), { exact: true })
  await expect(state).toHaveText(text('settings.updates.why.noFeed'))
  await expect(button(card, 'settings.updates.check')).toHaveCount(0)

  await feed.fill('http://feed.example/bellhop')
  await feed.press('Enter')
  await expect(state).toHaveText(text('settings.updates.why.badFeed'))
  await feed.fill('https://feed.example/bellhop')
  await feed.press('Enter')
  await expect(state).toHaveText(text('settings.updates.why.noKey'))
  expect(await app.invoke('settings.checkForUpdate', {})).toMatchObject({
    ok: false,
    error: { code: 'updates.notAsked' },
  })

  await card.getByRole('combobox', { name: text('settings.updates.mode') }).click()
  await page.getByRole('option', { name: text('settings.updates.modes.off') }).click()
  await expect(state).toHaveText(text('settings.updates.why.off'))
  await expect(feed).toHaveCount(0)
  await app.quit()
  const { urls, hosts } = await netLogOf(profile)
  expect([...urls, ...hosts].filter((name) => name.includes('feed.example'))).toEqual([])

  const again = await launchBellhop({ profile })
  try {
    expect(await again.invoke('settings.get', {})).toMatchObject({
      data: { updates: 'off', updateFeed: 'https://feed.example/bellhop' },
    })
  } finally {
    await again.quit()
  }
})
