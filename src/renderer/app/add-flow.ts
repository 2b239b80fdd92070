// Opening the dialogs that connect an account, from wherever: the welcome, the rail, an account that was signed out.
import { inject, provide, ref } from 'vue'
import type { InjectionKey, Ref } from 'vue'

export interface AddFlow {
  readonly bitrix24: Ref<boolean>
  readonly bluesky: Ref<boolean>
}

const KEY: InjectionKey<AddFlow> = Symbol('add-flow')

/** Makes the flow; the root does so once. */
export function provideAddFlow(): AddFlow {
  const flow = { bitrix24: ref(false), bluesky: ref(false) }
  provide(KEY, flow)
  return flow
}

/** The flow the root has made. */
export function useAddFlow(): AddFlow {
  const flow = inject(KEY)
  if (!flow) throw new Error('No add flow: provideAddFlow has not been called above this component')
  return flow
}
