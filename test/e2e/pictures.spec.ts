// Pictures of groups: fetched by main from the portal once, shown by key, kept over a restart without the portal.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchBellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { enterPortal, groupList } from './support/portal'

test.use({ practiceArgs: ['--still', '--unlimited'] })

/** Addresses of the pictures in the list that are drawn, not only asked for. */
const shown = (page: Page): Promise<string[]> =>
  groupList(page)
    .locator('img')
    .evaluateAll((images) =>
      images.flatMap((image) => (image instanceof HTMLImageElement && image.naturalWidth > 0 ? [image.src] : [])),
    )

test('come from main by their key, and leave nothing else to the window', async ({ app, practice, profile }) => {
  const { page } = app
  await enterPortal(page, practice)
  await expect.poll(() => shown(page)).not.toHaveLength(0)
  const pictures = await shown(page)
  for (const address of pictures) expect(address).toMatch(/^app:\/\/ui\/avatars\/[a-z0-9]{32}$/)

  await test.step('each fetched once, by nobody with a key in hand', async () => {
    const arrived = await practice.arrived('picture')
    const paths = arrived.map(({ params }) => JSON.stringify(params))
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths.join()).not.toContain('/rest/')
  })

  await test.step('an address that is no key answers nothing', async () => {
    const sizes = await page.evaluate(async (known) => {
      const load = (src: string): Promise<number> =>
        new Promise((resolve) => {
          const image = new Image()
          image.addEventListener('load', () => resolve(image.naturalWidth))
          image.addEventListener('error', () => resolve(0))
          image.src = src
        })
      const other = [
        known.slice(0, -1),
        `${known}.png`,
        known.replace(/.{32}$/, '0'.repeat(32)),
        '/avatars/../index.html',
      ]
      return [await load(known), ...(await Promise.all(other.map(load)))]
    }, pictures[0] ?? '')
    expect(sizes[0]).toBeGreaterThan(0)
    expect(sizes.slice(1)).toEqual([0, 0, 0, 0])
  })

  await test.step('are kept on the disk of this profile, in the account’s own folder', async () => {
    const [account = ''] = await readdir(join(profile, 'avatars'))
    const kept = await readdir(join(profile, 'avatars', account))
    const keys = pictures.map((address) => address.slice(-32))
    expect(kept).toEqual(expect.arrayContaining(keys))
  })

  await test.step('are there again without the portal, and gone with the account', async () => {
    await app.quit()
    await practice.close()
    const again = await launchBellhop({ practice: practice.info, profile })
    try {
      await expect.poll(() => shown(again.page)).toEqual(expect.arrayContaining(pictures.slice(0, 1)))
      const accounts = await again.invoke('accounts.list', {})
      if (!accounts.ok) throw new Error(accounts.error.code)
      for (const { id } of accounts.data)
        expect(await again.invoke('accounts.disconnect', { id })).toMatchObject({ ok: true })
      await expect.poll(() => readdir(join(profile, 'avatars'))).toEqual([])
    } finally {
      await again.quit()
    }
  })
})
