// Runs the practice portal as a process of its own and waits for its announcement.
import { utilityProcess, type UtilityProcess } from 'electron/main'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { Logger } from '../log/port'
import type { PracticeInfo, StartPractice } from '../practice-info'

const START_LIMIT_MS = 20_000

export interface PracticeProcess {
  readonly start: StartPractice
  /** Origins the running practice process serves on; http is allowed to these only. */
  origins(): readonly string[]
  stop(): void
}

/** `entry` is the built practice bundle. A process that ended is started anew by the next call. */
export function createPracticeProcess(options: { entry: string; log: Logger }): PracticeProcess {
  let running: { child: UtilityProcess; info: Promise<Result<PracticeInfo>> } | undefined
  let origins: readonly string[] = []

  const launch = (): { child: UtilityProcess; info: Promise<Result<PracticeInfo>> } => {
    const child = utilityProcess.fork(options.entry, [], { serviceName: 'Bellhop practice portal', stdio: 'ignore' })
    child.once('exit', () => {
      // A late exit of an old child says nothing of the one that was started since.
      if (running?.child !== child) return
      running = undefined
      origins = []
    })
    return { child, info: announced(child, options.log) }
  }

  return {
    async start() {
      running ??= launch()
      const info = await running.info
      if (info.ok) origins = originsOf(info.data)
      else running?.child.kill()
      return info
    },
    origins: () => origins,
    stop: () => void running?.child.kill(),
  }
}

function announced(child: UtilityProcess, log: Logger): Promise<Result<PracticeInfo>> {
  return new Promise((resolve) => {
    const settle = (result: Result<PracticeInfo>): void => {
      clearTimeout(limit)
      child.removeListener('exit', onExit)
      resolve(result)
    }
    const giveUp = (why: string): void => {
      log.error('the practice portal did not start', { why })
      settle(fail('accounts.practiceUnavailable', 'later'))
    }
    const onExit = (): void => giveUp('the process ended')
    const limit = setTimeout(() => giveUp('no announcement in time'), START_LIMIT_MS)
    child.once('exit', onExit)
    // It is our own process, started from our own bundle: its announcement has the shape of PracticeInfo.
    child.once('message', (message: PracticeInfo) => settle(ok(message)))
  })
}

function originsOf(info: PracticeInfo): readonly string[] {
  const urls = [
    ...info.bitrix24.map((portal) => portal.webhookUrl),
    info.bluesky.serviceUrl,
    info.bluesky.plcUrl,
    info.bluesky.chatUrl,
  ]
  return [...new Set(urls.map((url) => new URL(url).origin))]
}
