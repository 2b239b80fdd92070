// How Chromium's sandbox stands for who we are. Pure: what the system says comes in.

export interface SandboxFacts {
  readonly platform: string
  /** Numeric id of the user who will run Electron; -1 where the system has none. */
  readonly uid: number
  /** Whether that user may make namespaces, from which the sandbox is built. */
  readonly namespaces: boolean
  /** Whether `chrome-sandbox` beside the executable belongs to root with the set-user-id bit: the other way to build it. */
  readonly helperReady: boolean
}

export type Sandbox =
  | { readonly kind: 'on' }
  /** Chromium refuses to start as root with its sandbox. */
  | { readonly kind: 'off'; readonly args: readonly string[] }
  | { readonly kind: 'impossible' }

/** Only root runs without the sandbox; an ordinary user never does, and is told when it cannot work. */
export const sandboxFor = (facts: SandboxFacts): Sandbox => {
  if (facts.platform !== 'linux') return { kind: 'on' }
  if (facts.uid === 0) return { kind: 'off', args: ['--no-sandbox'] }
  return facts.namespaces || facts.helperReady ? { kind: 'on' } : { kind: 'impossible' }
}

/** The message for `impossible`. */
export const sandboxAdvice = (helper: string): string =>
  'This system does not let ordinary users make the namespaces that the sandbox of Electron needs.\n' +
  `Set up its helper once, then start again:\n\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`
