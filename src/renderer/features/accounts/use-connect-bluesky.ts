// Signing in to Bluesky: what was typed, and the questions the server or main ask on the way.
import { ref } from 'vue'
import type { AppError } from '../../../shared/contract/result'
import { useAccounts } from './store'
import type { Account } from './store'

/** The host of an address, for asking about it; the text itself when it is not an address. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

/** The state of the sign-in dialog; `onDone` gets the account once it is signed in. */
export function useConnectBluesky(onDone: (account: Account) => void) {
  const store = useAccounts()
  const identifier = ref('')
  const appPassword = ref('')
  const authFactorToken = ref('')
  const busy = ref(false)
  const error = ref<AppError>()
  const askCode = ref(false)
  const askAccountPassword = ref(false)
  /** The service main wants to send the password to, while the user has not agreed. */
  const askHost = ref<{ serviceUrl: string; host: string }>()
  let agreedUrl: string | undefined
  let insist = false

  function reset(): void {
    identifier.value = appPassword.value = authFactorToken.value = ''
    forgetAnswers()
  }

  /** Agreement belongs to one identifier and one password; typing another asks again. */
  function forgetAnswers(): void {
    askCode.value = askAccountPassword.value = insist = false
    askHost.value = error.value = agreedUrl = undefined
  }

  function take(failure: AppError): void {
    error.value = failure
    askAccountPassword.value = failure.code === 'bluesky.accountPassword'
    if (failure.code.startsWith('bluesky.authFactor')) askCode.value = true
    if (failure.code !== 'bluesky.confirmHost') return
    const serviceUrl = String(failure.params['serviceUrl'] ?? failure.params['host'] ?? '')
    askHost.value = { serviceUrl, host: String(failure.params['host'] ?? hostOf(serviceUrl)) }
    error.value = undefined
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = askHost.value = undefined
    const code = authFactorToken.value.trim()
    const answer = await store.connectBluesky({
      identifier: identifier.value,
      appPassword: appPassword.value,
      ...(agreedUrl ? { serviceUrl: agreedUrl } : {}),
      ...(code ? { authFactorToken: code } : {}),
      ...(insist ? { allowAccountPassword: true } : {}),
    })
    busy.value = false
    if (!answer.ok) {
      take(answer.error)
      return
    }
    reset()
    onDone(answer.data)
  }

  /** The user agrees to send the password to the asked host. */
  async function agreeToHost(): Promise<void> {
    agreedUrl = askHost.value?.serviceUrl
    await submit()
  }

  /** The user insists on using the account's own password. */
  async function useAnyway(): Promise<void> {
    insist = true
    await submit()
  }

  return { identifier, appPassword, authFactorToken, busy, error, askCode, askAccountPassword, askHost, reset, forgetAnswers, submit, agreeToHost, useAnyway }
}
