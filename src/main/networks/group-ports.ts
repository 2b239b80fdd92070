// What a network can do with groups. Part of ports.ts, which is where it is imported from.
import type { Group, GroupDetails, JoinLink, LinkPreview } from '../../shared/contract/groups'
import type { Result } from '../../shared/contract/result'
import type { PictureType } from '../../shared/domain/picture'
import type { Relation } from '../../shared/domain/states'

/** A group without the account it belongs to: the capability adds it, and makes a key of the picture's address. */
export type PortGroup = Omit<Group, 'accountId' | 'avatar'> & {
  /** Absolute https address of the picture as the service tells it; carries no secret. */
  readonly avatarUrl?: string
}

/** A group with its people, as the service tells it. */
export type PortGroupDetails = Omit<GroupDetails, keyof Group | 'members'> &
  PortGroup & {
    readonly members: readonly (Omit<GroupDetails['members'][number], 'avatar'> & { readonly avatarUrl?: string })[]
    /** Requests of mine and invitations cannot be seen here: relation `none` does not rule them out. */
    readonly pendingHidden?: boolean
  }

export interface GroupsPort {
  /**
   * Reads the groups I can see: everything, or from the cursor of the last complete reading only what changed since. Goes
   * on from the cursor of a broken-off reading. A cursor it does not understand, or one that is too old, starts anew.
   * In the background lane; stops at the first failure, which is its return value.
   * @returns the cursor for the next reading
   */
  read(reading: GroupsReading): Promise<Result<{ readonly cursor: string }>>
  get(groupId: string): Promise<Result<PortGroupDetails>>
  /**
   * Leaves a group, and reads back that it is so. Absent where the network has no way. Errors: `groups.cannotLeave` where
   * this account's server has none, `groups.ownerCannotLeave`, `groups.notFound`, `groups.unknownOutcome`.
   */
  leave?(groupId: string): Promise<Result<void>>
  /** Makes, changes, enables or disables the join link of a group of mine. Only networks with join links. */
  saveLink?(groupId: string, change: LinkChange): Promise<Result<JoinLink>>
  /**
   * Fetches a picture of this network: from its own hosts only, an image by its first bytes, at most `AVATAR_MAX_BYTES`.
   */
  avatar?(url: string, signal?: AbortSignal): Promise<Result<Picture>>
  /** Only networks with join links. Errors: `requests.badLink` when no code can be found in the text. */
  previewLink?(link: string): Promise<Result<LinkPreview>>
}

/** What a reading of all groups is given, and whom it tells. */
export interface GroupsReading {
  /** As an earlier reading told it; the network's own words. Absent: everything is read. */
  readonly cursor?: string
  readonly held: HeldGroups
  /** Called once, before the first page. */
  begin(start: { readonly mode: 'full' | 'refresh'; readonly resumed: boolean }): void
  /** Resolves when the page is kept; the next one is asked for after it. A failure ends the reading and is its answer. */
  keep(page: GroupsPage): Promise<Result<void>>
  readonly signal?: AbortSignal
}

export interface GroupsPage {
  readonly groups: readonly PortGroup[]
  /** My relation to groups that are held already and of which nothing else is told. */
  readonly relations?: ReadonlyMap<string, Relation>
  /** Held groups that were asked for one by one and are not there any more. */
  readonly gone?: readonly string[]
  /** As the service counts them. */
  readonly total?: number
  /** Where a reading goes on that breaks off after this page; absent: where it would have gone on before. */
  readonly cursor?: string
}

/** What is held of the account's groups already, with the pages of this reading that are kept. */
export interface HeldGroups {
  count(): number
  /** How many a full reading under way has brought so far, those of its earlier part included. */
  seen(): number
  /** The groups I am something to, with what. */
  related(): ReadonlyMap<string, Relation>
  /** Of these, the ones that are held. */
  among(groupIds: readonly string[]): ReadonlySet<string>
  /** All ids, in no order. Read in portions: nothing else has to wait for them. */
  ids(): Promise<readonly string[]>
  /** At most `limit` of those that a full reading has not brought. */
  unseen(limit: number): readonly string[]
}

export interface LinkChange {
  readonly enabled?: boolean | undefined
  readonly requireApproval?: boolean | undefined
  readonly joinRule?: JoinLink['joinRule'] | undefined
}

export interface Picture {
  readonly bytes: Uint8Array
  readonly type: PictureType
}

export const AVATAR_MAX_BYTES = 1_000_000
