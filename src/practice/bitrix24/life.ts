// What happens in a portal without us: customers write, colleagues answer, moderators decide. Driven by the clock alone:
// nothing runs in the background, the world catches up when it is looked at.
import { pick, pickIndex, seededRandom } from '../random'
import type { Random } from '../types'
import { close, customerText, customerWrites, dialogsOf, isOpen, STATUS, takeOver, type Dialog } from './openlines'
import { decideRelation, inviteToGroup, requestToJoin, strangersTo } from './requests'
import { addWaitingDialog } from './seed/lines'
import { OPERATOR_LINES } from './seed/line-texts'
import { post, relationOf, relationsOfUser } from './world'
import type { Relation, Workgroup, World } from './world-types'

export interface LifeRules {
  /** Milliseconds between two steps of the mover; 0 = nothing moves by itself. */
  readonly moveEveryMs: number
  /** How long a request waits for a moderator; 0 = nobody decides by themselves. */
  readonly decideAfterMs: number
}

export const STILL: LifeRules = { moveEveryMs: 0, decideAfterMs: 0 }
export const LIVELY: LifeRules = { moveEveryMs: 45_000, decideAfterMs: 60_000 }

export interface Life {
  /** Does all that was due until `now`. */
  catchUp(world: World, now: number): void
  /** Extra steps, at once. */
  move(world: World, options: { readonly steps: number; readonly now: number }): void
  /** Lets moderators decide on everything I asked for and that still waits. */
  decideAll(world: World, options: { readonly accept: boolean; readonly now: number }): void
}

/** More waiting dialogs than this and the mover opens no new ones. */
const MAX_WAITING = 8
/** After a long sleep the world does not have to relive every minute. */
const MAX_STEPS_AT_ONCE = 40

interface Step {
  readonly world: World
  readonly random: Random
  readonly me: number
  readonly at: number
  readonly number: number
}

function open(step: Step, keep: (dialog: Dialog) => boolean): Dialog | undefined {
  const dialogs = dialogsOf(step.world).filter((dialog) => isOpen(dialog.line) && keep(dialog))
  return dialogs.length === 0 ? undefined : pick(step.random, dialogs)
}

function customerStep(step: Step): void {
  const dialog = open(step, () => true)
  if (dialog !== undefined)
    customerWrites(step.world, dialog, { text: customerText(step.world, step.number), at: step.at })
}

function colleagueStep(step: Step): void {
  const dialog = open(step, (candidate) => candidate.line.operatorId === 0)
  const line = step.world.lines.find((candidate) => candidate.id === dialog?.line.lineId)
  const colleagues = line?.queue.filter((id) => id !== step.me) ?? []
  if (dialog === undefined || colleagues.length === 0) return
  const operator = pick(step.random, colleagues)
  takeOver(dialog, operator)
  post(step.world, dialog, {
    authorId: operator,
    text: pick(step.random, OPERATOR_LINES[step.world.language]),
    at: step.at,
  })
  dialog.line.status = STATUS.answered
}

function newDialogStep(step: Step): void {
  const waiting = dialogsOf(step.world).filter((dialog) => dialog.line.operatorId === 0 && isOpen(dialog.line))
  const lines = step.world.lines.filter((line) => line.active && line.queue.includes(step.me))
  if (waiting.length >= MAX_WAITING || lines.length === 0) return
  const dialog = addWaitingDialog(step.world, pick(step.random, lines), { random: step.random, at: step.at })
  post(step.world, dialog, {
    authorId: dialog.line.customerId,
    text: customerText(step.world, step.number),
    at: step.at,
  })
}

/** A colleague asks to join a closed group I run. */
function requestStep(step: Step): void {
  const { world, me } = step
  const mine = relationsOfUser(world, me).filter((relation) => relation.role === 'A' || relation.role === 'E')
  const groups = mine.flatMap((relation): Workgroup[] => {
    const group = world.groups.get(relation.groupId)
    return group === undefined || group.opened || !group.active ? [] : [group]
  })
  if (groups.length === 0) return
  const group = pick(step.random, groups)
  const strangers = strangersTo(world, group).filter((person) => person.id !== me)
  if (strangers.length === 0) return
  const message = world.language === 'ru' ? 'Примите, пожалуйста' : 'Please let me in'
  requestToJoin(world, group, { userId: pick(step.random, strangers).id, message, at: step.at })
}

/** A colleague invites me to a closed group that I can see. */
function invitationStep(step: Step): void {
  const { world, me, random } = step
  const groups = [...world.groups.values()].filter(
    (group) =>
      group.visible && !group.opened && !group.closed && group.active && relationOf(world, group.id, me) === undefined,
  )
  if (groups.length > 0) inviteToGroup(world, pick(random, groups), { userId: me, at: step.at })
}

function finishStep(step: Step): void {
  const dialog = open(step, (candidate) => candidate.line.operatorId !== 0 && candidate.line.operatorId !== step.me)
  if (dialog !== undefined) close(step.world, dialog, { status: STATUS.closed, at: step.at })
}

const STEPS = [
  customerStep,
  customerStep,
  customerStep,
  customerStep,
  colleagueStep,
  colleagueStep,
  newDialogStep,
  newDialogStep,
  requestStep,
  requestStep,
  invitationStep,
  finishStep,
] as const

/** What a moderator says to my request: some groups never answer, some decline, most accept. */
function verdict(relation: Relation): 'never' | 'decline' | 'accept' {
  const dice = relation.groupId % 7
  if (dice === 0) return 'never'
  return dice <= 2 ? 'decline' : 'accept'
}

export interface LifeOptions {
  readonly seed: number
  readonly me: number
  readonly startedAt: number
  readonly rules: LifeRules
}

/** @returns the life of one portal from `startedAt` on: the same seed lives the same way. */
export function createLife(options: LifeOptions): Life {
  const { me, startedAt, rules } = options
  const random = seededRandom(options.seed)
  let due = 0
  let number = 0

  const mine = (world: World): Relation[] =>
    relationsOfUser(world, me).filter(
      (relation) => relation.role === 'Z' && relation.initiatedBy === 'U' && relation.createdAt >= startedAt,
    )

  function step(world: World, at: number): void {
    number += 1
    const act = STEPS[pickIndex(random, STEPS.length)]
    act?.({ world, random, me, at, number })
  }

  return {
    catchUp(world, now) {
      const wanted = rules.moveEveryMs > 0 ? Math.floor((now - startedAt) / rules.moveEveryMs) : 0
      due = Math.max(due, wanted - MAX_STEPS_AT_ONCE)
      while (due < wanted) {
        due += 1
        step(world, startedAt + due * rules.moveEveryMs)
      }
      if (rules.decideAfterMs === 0) return
      for (const relation of mine(world)) {
        const decision = verdict(relation)
        const at = relation.createdAt + rules.decideAfterMs
        if (decision !== 'never' && at <= now) decideRelation(world, relation, { accept: decision === 'accept', at })
      }
    },
    move(world, { steps, now }) {
      for (let count = 0; count < steps; count += 1) step(world, now)
    },
    decideAll(world, { accept, now }) {
      const waiting = relationsOfUser(world, me).filter(
        (relation) => relation.role === 'Z' && relation.initiatedBy === 'U',
      )
      for (const relation of waiting) decideRelation(world, relation, { accept, at: now })
    },
  }
}
