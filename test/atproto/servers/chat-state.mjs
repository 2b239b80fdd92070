// The groups of the stand-in chat service and what may be done with them. The real service is closed source: this behaves as
// the lexicons' texts and the official app say, and the tests claim no more than that.
import { InvalidRequestError } from '@atproto/xrpc-server'

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'
let lastMicros = 0n

/** A timestamp id: 13 characters that sort by time, the form of chat ids and revs. */
export function tid() {
  const now = BigInt(Date.now()) * 1000n
  lastMicros = now > lastMicros ? now : lastMicros + 1n
  let rest = lastMicros << 10n
  let text = ''
  for (let digit = 0; digit < 13; digit += 1) {
    text = ALPHABET[Number(rest & 31n)] + text
    rest >>= 5n
  }
  return text
}

export const refuse = (name) => {
  throw new InvalidRequestError(name, name)
}

const now = () => new Date().toISOString()

export class ChatState {
  /** did → handle */
  handles = new Map()
  /** "a>b": a follows b */
  follows = new Set()
  convos = new Map()
  #codes = 0

  createGroup({ owner, name, requireApproval = true, joinRule = 'anyone' }) {
    this.#codes += 1
    const code = `Code${String(this.#codes).padStart(3, '0')}`
    const convo = {
      id: tid(),
      rev: tid(),
      owner,
      name,
      createdAt: now(),
      lockStatus: 'unlocked',
      memberLimit: 100,
      members: new Map([[owner, 'accepted']]),
      requests: new Map(),
      kicked: new Set(),
      messages: [],
      link: { code, enabled: true, requireApproval, joinRule, createdAt: now() },
    }
    this.convos.set(convo.id, convo)
    return convo
  }

  byCode(code) {
    return [...this.convos.values()].find((convo) => convo.link.code === code)
  }

  of(id, viewer) {
    const convo = this.convos.get(id)
    return convo?.members.has(viewer) ? convo : refuse('InvalidConvo')
  }

  owned(id, viewer) {
    const convo = this.of(id, viewer)
    return convo.owner === viewer ? convo : refuse('InsufficientRole')
  }

  leave(viewer, id) {
    const convo = this.of(id, viewer)
    if (convo.owner === viewer && convo.lockStatus === 'unlocked') refuse('OwnerCannotLeave')
    convo.members.delete(viewer)
    return convo.rev
  }

  approve(convo, did) {
    if (convo.requests.delete(did)) convo.members.set(did, 'accepted')
  }

  /** Nobody but the owner is told of a rejection. */
  reject(convo, did) {
    convo.requests.delete(did)
  }

  requestJoin(viewer, code) {
    const convo = this.byCode(code) ?? refuse('InvalidCode')
    if (!convo.link.enabled) refuse('LinkDisabled')
    if (convo.kicked.has(viewer)) refuse('UserKicked')
    if (convo.members.has(viewer)) return { convo, status: 'joined' }
    if (convo.lockStatus !== 'unlocked') refuse('ConvoLocked')
    if (convo.members.size >= convo.memberLimit) refuse('MemberLimitReached')
    const followed = this.follows.has(`${convo.owner}>${viewer}`)
    if (convo.link.joinRule === 'followedByOwner' && !followed) refuse('FollowRequired')
    if (!convo.link.requireApproval) {
      convo.members.set(viewer, 'accepted')
      return { convo, status: 'joined' }
    }
    convo.requests.set(viewer, { at: convo.requests.get(viewer)?.at ?? now() })
    return { convo, status: 'pending' }
  }

  withdraw(viewer, convoId) {
    if (!this.convos.get(convoId)?.requests.delete(viewer)) refuse('InvalidJoinRequest')
  }

  say(viewer, convoId, text) {
    const convo = this.of(convoId, viewer)
    if (convo.lockStatus !== 'unlocked') refuse('ConvoLocked')
    convo.rev = tid()
    const message = { id: tid(), rev: convo.rev, text, sender: { did: viewer }, sentAt: now() }
    convo.messages.push(message)
    return message
  }
}
