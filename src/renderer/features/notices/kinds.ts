// How each kind of news looks.
import type { Component } from 'vue'
import AddPersonIcon from '@bitrix24/b24icons-vue/outline/AddPersonIcon'
import ChatsIcon from '@bitrix24/b24icons-vue/outline/ChatsIcon'
import CircleCheckIcon from '@bitrix24/b24icons-vue/outline/CircleCheckIcon'
import MailSendIcon from '@bitrix24/b24icons-vue/outline/MailSendIcon'
import OpenChannelsIcon from '@bitrix24/b24icons-vue/outline/OpenChannelsIcon'
import PersonIcon from '@bitrix24/b24icons-vue/outline/PersonIcon'
import type { Notice } from './store'

interface Look {
  readonly icon: Component
  /** Class of its colour. */
  readonly tone: string
}

export const LOOKS: Readonly<Record<Notice['kind'], Look>> = {
  requestJoined: { icon: CircleCheckIcon, tone: 'text-good' },
  requestDeclined: { icon: PersonIcon, tone: 'text-late' },
  requestEnded: { icon: PersonIcon, tone: 'text-faint' },
  requestAsked: { icon: AddPersonIcon, tone: 'text-brand' },
  messageFailed: { icon: MailSendIcon, tone: 'text-late' },
  messageUndecided: { icon: MailSendIcon, tone: 'text-warn' },
  dialogWaiting: { icon: OpenChannelsIcon, tone: 'text-warn' },
  dialogMessage: { icon: OpenChannelsIcon, tone: 'text-brand' },
  chatMessage: { icon: ChatsIcon, tone: 'text-brand' },
}
