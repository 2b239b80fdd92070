// What the toolbar offers: each tool with its key and what it does to the text. Names and looks, no field.
import type { FunctionalComponent } from 'vue'
import BoldIcon from '@bitrix24/b24icons-vue/outline/BoldIcon'
import ItalicIcon from '@bitrix24/b24icons-vue/outline/ItalicIcon'
import LinkIcon from '@bitrix24/b24icons-vue/outline/LinkIcon'
import QuoteIcon from '@bitrix24/b24icons-vue/outline/QuoteIcon'
import StrikethroughIcon from '@bitrix24/b24icons-vue/outline/StrikethroughIcon'
import UnderlineIcon from '@bitrix24/b24icons-vue/outline/UnderlineIcon'
import CodeIcon from '@bitrix24/b24icons-vue/editor/EncloseTextInCodeTagIcon'
import type { ExtraTag } from '../../lib/bb-tags'

export type FormTag = 'link' | ExtraTag
export type ToolAct =
  | { readonly kind: 'tag'; readonly name: string; readonly value?: string }
  | { readonly kind: 'quote' }
  | { readonly kind: 'form'; readonly tag: FormTag }

export interface Tool {
  readonly id: 'bold' | 'italic' | 'underline' | 'strike' | 'link' | 'quote' | 'code'
  readonly icon: FunctionalComponent
  /** The tag it puts, by which the button knows that it is on. */
  readonly tag?: string
  readonly keys?: string
  readonly act: ToolAct
}

/** In the order in which they give way where there is no room: the last ones first. */
export const TOOLS: readonly Tool[] = [
  { id: 'bold', icon: BoldIcon, tag: 'b', keys: 'Mod+B', act: { kind: 'tag', name: 'b' } },
  { id: 'italic', icon: ItalicIcon, tag: 'i', keys: 'Mod+I', act: { kind: 'tag', name: 'i' } },
  { id: 'underline', icon: UnderlineIcon, tag: 'u', keys: 'Mod+U', act: { kind: 'tag', name: 'u' } },
  { id: 'strike', icon: StrikethroughIcon, tag: 's', keys: 'Mod+Shift+X', act: { kind: 'tag', name: 's' } },
  { id: 'link', icon: LinkIcon, tag: 'url', keys: 'Mod+K', act: { kind: 'form', tag: 'link' } },
  { id: 'quote', icon: QuoteIcon, act: { kind: 'quote' } },
  { id: 'code', icon: CodeIcon, tag: 'code', act: { kind: 'tag', name: 'code' } },
]

/** Colours that can be read on white (4.5 to 1), as most portals are; none can be read on white and on black as well. */
export const COLORS = [
  { id: 'blue', value: '#1b6ec2' },
  { id: 'green', value: '#1f7a3a' },
  { id: 'red', value: '#c9302c' },
  { id: 'orange', value: '#ab5700' },
  { id: 'violet', value: '#7c3aed' },
  { id: 'grey', value: '#666f79' },
] as const

/** Of the documented 8 to 30. */
export const SIZES = [
  { id: 'small', value: '10' },
  { id: 'large', value: '18' },
  { id: 'huge', value: '26' },
] as const

/** By the place of the key, so that it is the same on a Russian keyboard. */
const KEYS: Readonly<Record<string, Tool['id']>> = { KeyB: 'bold', KeyI: 'italic', KeyU: 'underline', KeyK: 'link' }

/** The tool a key press stands for. */
export function toolOfKey(event: KeyboardEvent): Tool | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  const id = event.shiftKey ? (event.code === 'KeyX' ? 'strike' : undefined) : KEYS[event.code]
  return TOOLS.find((tool) => tool.id === id)
}

const BUTTON = 30
/** Emoji, kept texts and the menu are always there. */
const ALWAYS = 3
const CHOICES = 2
const LEAST = 2

/** What has room in a toolbar of so many pixels; the rest is in its menu. The tools go first, then colours, then mentions. */
export function fitTools({ width, mentions }: { readonly width: number; readonly mentions: number }): {
  readonly tools: number
  readonly choices: boolean
  readonly mentions: boolean
} {
  const room = Math.floor((width - 8) / BUTTON) - ALWAYS
  const fits = (others: number): boolean => room - others >= LEAST
  const tools = (others: number): number => Math.max(0, Math.min(TOOLS.length, room - others))
  if (fits(mentions + CHOICES)) return { tools: tools(mentions + CHOICES), choices: true, mentions: true }
  if (fits(mentions)) return { tools: tools(mentions), choices: false, mentions: true }
  return { tools: tools(0), choices: false, mentions: false }
}
