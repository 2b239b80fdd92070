// The join link of my Bluesky group: shown, copied, changed, switched off and on, made where there is none.
import { expectNothingUnexpected, outcome, processed, signInAnna } from './support/bluesky'
import { expect, test } from './support/fixtures'
import { button, dialog, goTo } from './support/journeys'
import { chooseGroup } from './support/portal'
import { text } from './support/text'
import type { Practice } from './support/practice'

test.use({ practiceArgs: ['--still'] })

test.afterEach(async ({ practice }) => {
  await expectNothingUnexpected(practice)
})

const EDIT = 'chat.bsky.group.editJoinLink'

interface OwnGroup {
  readonly name: string
  readonly linkEnabled: boolean
}

async function ownGroup(practice: Practice, name: string): Promise<OwnGroup> {
  const groups = (await practice.control('GET', 'state?service=bluesky&owner=anna')) as readonly OwnGroup[]
  const found = groups.find((group) => group.name === name)
  if (!found) throw new Error(`anna owns no ${name}`)
  return found
}

test('shown with its code, copied, its rules changed, switched off after a question and on again', async ({
  app,
  practice,
}) => {
  const { page } = app
  const { name, code } = await outcome(practice, 'mine')
  await signInAnna(page, practice)
  await goTo(page, 'groups')
  const pane = await chooseGroup(page, name)
  const panel = pane.getByTestId('join-link')
  const url = `https://bsky.app/chat/${code}`

  await test.step('shown and copied', async () => {
    await expect(panel.getByTestId('join-link-url')).toHaveText(url)
    await expect(panel.getByRole('img', { name: text('groups.joinLink.qr', { name }) })).toBeVisible()
    await button(panel, 'groups.joinLink.copy').click()
    await expect(page.getByText(text('groups.joinLink.copied'), { exact: true })).toBeVisible()
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(url)
  })

  await test.step('everybody at once: no approval', async () => {
    await expect(panel).toContainText(text('groups.joinLink.meaning.anyone.approval'))
    await panel.getByRole('switch', { name: text('groups.joinLink.approval') }).click()
    await expect(panel).toContainText(text('groups.joinLink.meaning.anyone.open'))
    const [edited] = await practice.arrived(EDIT)
    expect(edited?.params).toMatchObject({ requireApproval: false })
  })
  await test.step('only people I follow', async () => {
    await panel.getByRole('radio', { name: text('groups.joinLink.rule.followedByOwner') }).click()
    await expect(panel).toContainText(text('groups.joinLink.meaning.followedByOwner.open'))
    expect(await processed(practice, EDIT)).toBe(2)
  })

  await test.step('switched off after a question', async () => {
    await button(panel, 'groups.joinLink.disable').click()
    expect(await ownGroup(practice, name)).toMatchObject({ linkEnabled: true })
    await button(dialog(page, 'groups.joinLink.disableTitle', { name }), 'groups.joinLink.disable').click()
    await expect(panel).toContainText(text('groups.joinLink.isOff'))
    await expect(panel.getByRole('img')).toHaveCount(0)
    expect(await ownGroup(practice, name)).toMatchObject({ linkEnabled: false })
  })
  await test.step('on again, it is the same one', async () => {
    await button(panel, 'groups.joinLink.enable').click()
    await expect(panel.getByTestId('join-link-url')).toHaveText(url)
    expect(await ownGroup(practice, name)).toMatchObject({ linkEnabled: true })
  })
  await test.step('a change that is refused shows what is so', async () => {
    await practice.fault({ method: EDIT, effect: { kind: 'error', status: 400, error: 'InsufficientRole' } })
    const approval = panel.getByRole('switch', { name: text('groups.joinLink.approval') })
    await approval.click()
    await expect(panel.getByRole('alert')).toContainText(text('errors.groups.notOwner'))
    await expect(approval).not.toBeChecked()
  })
})

test('made where there is none, with the rules chosen before; others’ groups offer none', async ({ app, practice }) => {
  const { page } = app
  await signInAnna(page, practice)
  await goTo(page, 'groups')
  const pane = await chooseGroup(page, 'Без ссылки')
  const panel = pane.getByTestId('join-link')
  await expect(panel).toContainText(text('groups.joinLink.none'))
  await panel.getByRole('radio', { name: text('groups.joinLink.rule.followedByOwner') }).click()
  await expect(panel).toContainText(text('groups.joinLink.meaning.followedByOwner.approval'))
  expect(await practice.arrived('chat.bsky.group.createJoinLink')).toEqual([])
  await button(panel, 'groups.joinLink.create').click()
  await expect(panel.getByTestId('join-link-url')).toContainText('https://bsky.app/chat/')
  const [made] = await practice.arrived('chat.bsky.group.createJoinLink')
  expect(made?.params).toMatchObject({ joinRule: 'followedByOwner', requireApproval: true })
  expect(await ownGroup(practice, 'Без ссылки')).toMatchObject({ linkEnabled: true })

  const { name } = await outcome(practice, 'member')
  await chooseGroup(page, name)
  await expect(pane).toContainText(text('relations.member'))
  await expect(panel).toHaveCount(0)
})
