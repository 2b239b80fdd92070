// Signing in to Bluesky: what was typed, and the questions the server or main ask on the way.
import { reactive, ref, toRefs } from 'vue'
import type { AppError } from '../../../shared/contract/result'
import { useAccounts } from './store'
import type { Account } from './store'

/** What the server or main want to know before going on. */
interface Questions {
  error: AppError | undefined
  askCode: boolean
  askAccountPassword: boolean
  /** The service main wants to send the password to, while the user has not agreed. */
  askHost: { readonly serviceUrl: string; readonly host: string } | undefined
}

const none = (): Questions => ({ error: undefined, askCode: false, askAccountPassword: false, askHost: undefined })

/** The host of an address, for asking about it; the text itself when it has no scheme. */
function hostOf(url: string): string {
  return /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).host : url
}

/** Where passwords go without a question. */
const BLUESKY_HOST = 'bsky.social'

/** The question about a server the user named: naming it is not yet agreeing that it gets the password. */
function questionAbout(server: string): Questions['askHost'] {
  const serviceUrl = server.trim()
  const host = hostOf(serviceUrl)
  return serviceUrl === '' || host.toLowerCase() === BLUESKY_HOST ? undefined : { serviceUrl, host }
}

/** The questions that follow from a refusal; once wanted, the e-mail code stays wanted. */
function questionsOf(error: AppError, askCode: boolean): Questions {
  const code = askCode || error.code.startsWith('bluesky.authFactor')
  if (error.code !== 'bluesky.confirmHost') {
    return { error, askCode: code, askAccountPassword: error.code === 'bluesky.accountPassword', askHost: undefined }
  }
  const serviceUrl = String(error.params['serviceUrl'] ?? error.params['host'] ?? '')
  const host = String(error.params['host'] ?? hostOf(serviceUrl))
  return { ...none(), askCode: code, askHost: { serviceUrl, host } }
}

/** The state of the sign-in dialog; `onDone` gets the account once it is signed in. */
export function useConnectBluesky(onDone: (account: Account) => void) {
  const store = useAccounts()
  const typed = reactive({ identifier: '', appPassword: '', authFactorToken: '', server: '' })
  const questions = reactive(none())
  const busy = ref(false)
  /** What the user has agreed to; belongs to one identifier and one password. */
  let agreed: { serviceUrl?: string; allowAccountPassword?: true } = {}

  /** Another identifier or password was typed: whatever was agreed to is asked again. */
  function forgetAnswers(): void {
    Object.assign(questions, none())
    agreed = {}
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    Object.assign(questions, { ...none(), askCode: questions.askCode })
    if (!agreed.serviceUrl) questions.askHost = questionAbout(typed.server)
    if (questions.askHost) return
    busy.value = true
    const { identifier, appPassword } = typed
    const code = typed.authFactorToken.trim()
    const answer = await store.connectBluesky({
      identifier,
      appPassword,
      ...agreed,
      ...(code ? { authFactorToken: code } : {}),
    })
    busy.value = false
    if (!answer.ok) {
      Object.assign(questions, questionsOf(answer.error, questions.askCode))
      return
    }
    Object.assign(typed, { identifier: '', appPassword: '', authFactorToken: '', server: '' })
    forgetAnswers()
    onDone(answer.data)
  }

  /** The user agrees to send the password to the asked host. */
  async function agreeToHost(): Promise<void> {
    if (questions.askHost) agreed = { ...agreed, serviceUrl: questions.askHost.serviceUrl }
    await submit()
  }

  /** The user insists on using the account's own password. */
  async function useAnyway(): Promise<void> {
    agreed = { ...agreed, allowAccountPassword: true }
    await submit()
  }

  return { ...toRefs(typed), ...toRefs(questions), busy, forgetAnswers, submit, agreeToHost, useAnyway }
}
