// Mounts a piece of the page as the app would: texts, stores, router, kit, over a fake door.
import bitrix24Ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { flushPromises, mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Pinia } from 'pinia'
import { defineComponent, h } from 'vue'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Router } from 'vue-router'
import { createTexts } from '../lib/i18n'
import { createFakeBellhop, openDoor } from './fake-bellhop'
import type { FakeBellhop, FakeHandlers } from './fake-bellhop'

const NAMES = ['groups', 'requests', 'openlines', 'messages', 'outbox', 'settings', 'add']

export interface Stage {
  readonly fake: FakeBellhop
  readonly pinia: Pinia
  readonly router: Router
}

/** A fake door and fresh stores. Call in each test before any store is used. */
export function setStage(handlers: FakeHandlers = {}): Stage {
  const fake = createFakeBellhop(handlers)
  openDoor(fake)
  const pinia = createPinia()
  setActivePinia(pinia)
  const routes = NAMES.map((name) => ({ path: `/${name}`, name, component: { template: '<i />' } }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      ...routes,
      { path: '/account/:id', name: 'account', component: { template: '<i />' } },
      { path: '/', redirect: '/groups' },
    ],
  })
  return { fake, pinia, router }
}

/** Mounts a component on the stage, attached to the document, and waits for its first answers. */
export async function show(
  stage: Stage,
  component: Component,
  props: Record<string, unknown> = {},
): Promise<VueWrapper> {
  const wrapper = mount(component, {
    props,
    attachTo: document.body,
    global: { plugins: [stage.pinia, createTexts('en'), stage.router, bitrix24Ui] },
  })
  await flushPromises()
  return wrapper
}

/** Runs a composable inside a component that lives on the stage. */
export async function use<T>(stage: Stage, composable: () => T): Promise<{ value: T; end: () => void }> {
  let value: T | undefined
  const Host = defineComponent({
    setup() {
      value = composable()
      return () => h('i')
    },
  })
  const wrapper = await show(stage, Host)
  return { value: value as T, end: () => wrapper.unmount() }
}

/** The button with this text or label, anywhere in the document (dialogs are teleported). */
export function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll<HTMLButtonElement>('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === name,
  )
  if (!found)
    throw new Error(
      `No button “${name}” among: ${[...document.querySelectorAll('button')].map((each) => each.textContent?.trim()).join(' | ')}`,
    )
  return found
}
