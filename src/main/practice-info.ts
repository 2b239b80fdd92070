// What the practice process announces in one JSON line, and how main gets it. Main starts it and never imports it.
import type { Result } from '../shared/contract/result'

export interface PracticeInfo {
  readonly bitrix24: readonly {
    readonly webhookUrl: string
    readonly name: string
    readonly lineCodes: readonly { readonly code: string; readonly name: string }[]
  }[]
  readonly bluesky: {
    readonly serviceUrl: string
    readonly plcUrl: string
    readonly chatService: string
    readonly chatUrl: string
    readonly identifier: string
    readonly appPassword: string
    readonly joinLinks: readonly string[]
  }
  /** Takes faults and reports what arrived; absent in the installed app. */
  readonly control?: string
}

/** Starts the practice process once; later calls answer with the same one. */
export type StartPractice = () => Promise<Result<PracticeInfo>>
