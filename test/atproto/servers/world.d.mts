// What the tests use of the servers. The servers themselves stay untyped JavaScript: their packages are installed apart.
export interface Person {
  readonly did: string
  readonly handle: string
  readonly email: string
  readonly password: string
  readonly appPassword: string
  readonly plainAppPassword: string
}

export interface Fault {
  nsid: string
  when?: (body: string) => boolean
  times?: number
  status?: number
  error?: string
  message?: string
  body?: object
  raw?: string
  type?: string
  headers?: Record<string, string>
  destroy?: boolean
  /** Chat only: do the work, then lose the answer. */
  after?: boolean
}

export interface Convo {
  readonly id: string
  lockStatus: string
  memberLimit: number
  readonly members: Map<string, string>
  readonly requests: Map<string, unknown>
  readonly kicked: Set<string>
  readonly messages: { readonly text: string }[]
  readonly link: { code: string; enabled: boolean; requireApproval: boolean; joinRule: string }
}

export interface Front {
  readonly url: string
  readonly faults: Fault[]
  /** Methods asked for, in order. */
  readonly seen: string[]
}

export interface World {
  readonly plc: { readonly url: string }
  readonly pds: {
    readonly url: string
    readonly accountManager: {
      takedownAccount(did: string, takedown: { applied: boolean; ref?: string }): Promise<void>
      deactivateAccount(did: string, deleteAfter: string | null): Promise<void>
    }
  }
  readonly chat: {
    readonly url: string
    readonly service: string
    readonly faults: Fault[]
    readonly calls: { readonly nsid: string; readonly viewer: string | null }[]
    /** The stand-in's own failures and answers that broke a lexicon: must stay empty. */
    readonly unexpected: unknown[]
    readonly state: {
      readonly follows: Set<string>
      createGroup(group: { owner: string; name: string; requireApproval?: boolean; joinRule?: string }): Convo
      approve(convo: Convo, did: string): void
      reject(convo: Convo, did: string): void
    }
  }
  /** The login server as everybody knows it: a proxy that can spoil its answers. */
  readonly front: Front
  /** The same server under another host. */
  readonly otherHost: Front
  person(name: string): Promise<Person>
  expiredToken(accessJwt: string): Promise<string>
  revoke(refreshJwt: string): Promise<Response>
  close(): Promise<void>
}

export function startWorld(options?: { rateLimits?: boolean }): Promise<World>
