// What the command line and the environment may tell the app. Pure. Packaged builds take nothing from the environment.

export interface LaunchOptions {
  readonly practice: boolean
  readonly version: boolean
  readonly help: boolean
  /** Development and tests only: Bluesky's directory and chat service on loopback. */
  readonly plcUrl?: string
  readonly chatService?: string
  readonly chatUrl?: string
  /** Development and tests only: the process kills itself at this named point. */
  readonly crashPoint?: string
}

/** Reads arguments and environment; unknown arguments belong to Chromium and are left alone. */
export function readLaunchOptions(input: {
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  packaged: boolean
}): LaunchOptions {
  const has = (name: string): boolean => input.argv.includes(name)
  const base = { practice: has('--practice'), version: has('--version'), help: has('--help') }
  if (input.packaged) return { ...base, practice: false }
  const { BELLHOP_PLC_URL, BELLHOP_CHAT_SERVICE, BELLHOP_CHAT_URL, BELLHOP_CRASH_POINT } = input.env
  return {
    ...base,
    ...(BELLHOP_PLC_URL ? { plcUrl: BELLHOP_PLC_URL } : {}),
    ...(BELLHOP_CHAT_SERVICE ? { chatService: BELLHOP_CHAT_SERVICE } : {}),
    ...(BELLHOP_CHAT_URL ? { chatUrl: BELLHOP_CHAT_URL } : {}),
    ...(BELLHOP_CRASH_POINT ? { crashPoint: BELLHOP_CRASH_POINT } : {}),
  }
}
