// The rivals' page: `?list=NAME&rows=N` puts up one list over made-up groups when #mount is pressed; `?list=message` takes
// all rows in one message from main and draws each of them.
import '../../../src/renderer/app/style.css'
import 'vue-virtual-scroller/dist/vue-virtual-scroller.css'
import bitrix24Ui from '@bitrix24/b24ui-nuxt/vue-plugin'
import { createApp, defineComponent, h, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { seededRandom } from '../../../src/practice/random'
import { createTexts } from '../../../src/renderer/lib/i18n'
import type { Group } from '../../../src/shared/contract/groups'
import { makeCorpus } from '../search/corpus'
import { LISTS } from './lists'

declare global {
  interface Window {
    rival: { readonly rows: () => Promise<readonly Group[]> }
  }
}

const wanted = new URLSearchParams(location.search)
const name = wanted.get('list') ?? 'plain'
const byMessage = name === 'message'
const made = byMessage ? [] : makeCorpus(seededRandom(1), { accounts: 1, groupsEach: Number(wanted.get('rows')) })

const Page = defineComponent(() => {
  const groups = shallowRef<readonly Group[]>()
  const put = async (): Promise<void> => {
    groups.value = byMessage ? await window.rival.rows() : made
  }
  const list = LISTS[byMessage ? 'plain' : name]
  return () =>
    h('div', { style: 'height: 100vh; display: flex; flex-direction: column' }, [
      h('button', { id: 'mount', onClick: () => void put() }, 'Show'),
      h('div', { style: 'flex: 1; min-height: 0' }, groups.value && list ? [h(list, { groups: groups.value })] : []),
    ])
})

const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Page }] })
createApp(Page).use(router).use(createTexts('en')).use(bitrix24Ui).mount('#app')
