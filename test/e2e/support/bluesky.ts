// The practice Bluesky as a test sees it, and signing in to it as a person does.
import { expect, type Locator, type Page } from '@playwright/test'
import { button, chooseSessionOnly, dialog, railAccounts } from './journeys'
import type { Practice } from './practice'
import { text } from './text'

export const LOGIN = 'com.atproto.server.createSession'
export const LOGOUT = 'com.atproto.server.deleteSession'
export const REFRESH = 'com.atproto.server.refreshSession'

export interface Person {
  readonly did: string
  /** The handle. */
  readonly identifier: string
  readonly email: string
  readonly password: string
  readonly appPassword: string
  readonly plainAppPassword: string
  readonly authFactorToken: string
}

export interface Outcome {
  readonly code: string
  readonly name: string
  readonly convoId: string
  readonly owner: string
  readonly members: readonly string[]
  readonly requests: readonly string[]
}

interface State {
  readonly unexpected: readonly string[]
  readonly accounts: Readonly<Record<string, Person>>
  readonly outcomes: Readonly<Record<string, Outcome>>
}

const stateOf = (practice: Practice): Promise<State> =>
  practice.control('GET', 'state?service=bluesky') as Promise<State>

/** Somebody one can sign in as, by the key in `src/practice/bluesky/cast.ts`. */
export async function person(practice: Practice, key: string): Promise<Person> {
  const found = (await stateOf(practice)).accounts[key]
  if (!found) throw new Error(`no such account: ${key}`)
  return found
}

/** The group behind one of the join links of `src/practice/bluesky/outcomes.ts`, as it is now. */
export async function outcome(practice: Practice, key: string): Promise<Outcome> {
  const found = (await stateOf(practice)).outcomes[key]
  if (!found) throw new Error(`no such outcome: ${key}`)
  return found
}

/** What other people, or the host, do: see `src/practice/bluesky/hooks.ts`. */
export async function happens(practice: Practice, change: Readonly<Record<string, unknown>>): Promise<void> {
  await practice.control('POST', 'accounts', { service: 'bluesky', ...change })
}

/** Requests of a method that were carried out. */
export const processed = async (practice: Practice, method: string): Promise<number> =>
  (await practice.arrived(method)).filter((arrived) => arrived.processed).length

/** Nothing the practice servers answered broke its lexicon. */
export async function expectNothingUnexpected(practice: Practice): Promise<void> {
  expect((await stateOf(practice)).unexpected).toEqual([])
}

export const hostOf = (practice: Practice): string => new URL(practice.info.bluesky.serviceUrl).host

/** Opens the sign-in dialog, from the welcome or from the rail's plus. */
export async function openSignIn(page: Page): Promise<Locator> {
  const door = page.getByRole('region', { name: text('welcome.bluesky.title'), exact: true })
  const plus = button(page, 'rail.add')
  await expect(door.or(plus).first()).toBeVisible()
  if (!(await door.isVisible())) await plus.click()
  await button(door, 'welcome.bluesky.action').click()
  return dialog(page, 'accounts.bluesky.title')
}

export interface Typed {
  readonly identifier: string
  readonly password: string
  /** Named in the field for accounts on other servers. */
  readonly server?: string
}

export const field = (signIn: Locator, name: 'identifier' | 'appPassword' | 'code' | 'server'): Locator =>
  signIn.getByLabel(text(`accounts.bluesky.${name}`), { exact: true })

/** Types and presses "Sign in"; whatever is asked then is left to the caller. */
export async function typeAndSignIn(signIn: Locator, typed: Typed): Promise<void> {
  await field(signIn, 'identifier').fill(typed.identifier)
  await field(signIn, 'appPassword').fill(typed.password)
  if (typed.server !== undefined) {
    if (!(await field(signIn, 'server').isVisible())) await button(signIn, 'accounts.bluesky.otherServer').click()
    await field(signIn, 'server').fill(typed.server)
  }
  await button(signIn, 'accounts.bluesky.signIn').click()
}

/** The question before the password leaves for a host that is not Bluesky's. */
export const hostQuestion = (signIn: Locator, host: string): Locator =>
  signIn.getByTestId('error-note').filter({ hasText: text('accounts.bluesky.askHost', { host }) })

export async function agreeToHost(signIn: Locator, host: string): Promise<void> {
  await button(hostQuestion(signIn, host), 'accounts.bluesky.sendToHost', { host }).click()
}

export interface SignedIn {
  /** Answers the vault's question, if there is one. */
  readonly vault?: (page: Page) => Promise<void>
}

/** The whole way in, by DID and app password. Ends when the account is in the rail. */
export async function signInAs(page: Page, practice: Practice, key: string, { vault }: SignedIn = {}): Promise<Person> {
  const who = await person(practice, key)
  const signIn = await openSignIn(page)
  await typeAndSignIn(signIn, { identifier: who.did, password: who.appPassword })
  await agreeToHost(signIn, hostOf(practice))
  if (vault) await vault(page)
  await expect(signIn).toBeHidden()
  await expect(inRail(page, who)).toBeVisible()
  return who
}

/** The usual start of a journey: anna, with keys for this session only. */
export const signInAnna = (page: Page, practice: Practice): Promise<Person> =>
  signInAs(page, practice, 'anna', { vault: chooseSessionOnly })

/** An account's sign in the rail. */
export const inRail = (page: Page, who: Person): Locator =>
  railAccounts(page).and(page.getByRole('button', { name: new RegExp(`^${who.identifier.replaceAll('.', '\\.')} · `) }))
