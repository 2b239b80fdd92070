// Links in the walk: what one wants, as which of two accounts, and one that leads nowhere.
import { portalState, webhookOf } from './bitrix24'
import { pasteHere } from './links'
import { groupNamed } from './portal'
import type { Texts } from './text'
import type { Walker } from './walk'

/** Ends where it began; the account it connects is gone again. */
export async function walkLinks({ app, practice, stop }: Walker, t: Texts): Promise<void> {
  const { page } = app
  const { host } = new URL(await webhookOf(practice, 'acme'))
  const { groupId } = await groupNamed(practice, 'Suppliers and tenders')
  const asked = page.getByRole('dialog', { name: t('links.title'), exact: true })
  const close = async (): Promise<void> => {
    await asked.getByRole('button', { name: t('app.cancel'), exact: true }).click()
    await asked.waitFor({ state: 'hidden' })
  }

  const words = 'Здравствуйте! Придёте в [b]пятницу[/b]?\n\nWe need two more people for the tender.'
  await pasteHere(app, `bellhop://compose?portal=${host}&to=sg${groupId}&text=${encodeURIComponent(words)}`)
  await asked.getByRole('button', { name: t('links.open'), exact: true, disabled: false }).waitFor()
  await stop('30-link-asked', page)
  await close()

  const webhookUrl = await portalState<string>(practice, 'acme', 'colleagueUrl')
  const colleague = await app.invoke('accounts.connectBitrix24', { webhookUrl, label: 'Acme', allowHttp: true })
  if (!colleague.ok) throw new Error(colleague.error.code)
  await pasteHere(app, `bellhop://request?portal=${host}&group=${groupId}`)
  await asked.getByRole('radio').nth(1).waitFor()
  await asked.getByRole('button', { name: t('links.open'), exact: true, disabled: false }).waitFor()
  await stop('31-link-as-whom', page)
  await close()
  await app.invoke('accounts.disconnect', { id: colleague.data.id })

  await pasteHere(app, 'bellhop://group?portal=other.bitrix24.com&id=5')
  const dead = page.getByRole('dialog', { name: t('links.dead'), exact: true })
  await dead.getByRole('button', { name: t('links.add'), exact: true, disabled: false }).waitFor()
  await stop('32-link-dead', page)
  await dead
    .getByRole('button', { name: t('app.close'), exact: true })
    .last()
    .click()
  await dead.waitFor({ state: 'hidden' })
}
