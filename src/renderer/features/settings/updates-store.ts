// What is known of newer versions: a copy of main's, kept up to date while the page lives.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'

type Status = OutputOf<'settings.updateStatus'>

export const useUpdates = defineStore('updates', () => {
  const status = ref<Status>()

  async function read(): Promise<void> {
    const answer = await invoke('settings.updateStatus', {}, { quiet: true })
    if (answer.ok) status.value = answer.data
  }

  async function start(): Promise<void> {
    await follow({
      event: 'settings.updateChanged',
      read,
      apply: (payload) => {
        status.value = payload.status
      },
    })
  }

  const check = (): Promise<ResultOf<'settings.checkForUpdate'>> => invoke('settings.checkForUpdate', {})
  const install = (): Promise<ResultOf<'settings.installUpdate'>> => invoke('settings.installUpdate', {})

  return { status, start, check, install }
})
