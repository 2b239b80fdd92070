// The preferences of a new user. Pure.
import type { Settings } from '../contract/settings'

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  holdSeconds: 5,
  sendWith: 'enter',
  spelling: ['en-US', 'ru'],
  activeAccount: 'all',
  activeView: 'groups',
  quickSendKey: '',
  quickSendOnTop: true,
  quickSendClipboard: true,
  tray: true,
  trayIcon: 'auto',
  whenClosed: 'ask',
  startAtLogin: false,
  startHidden: true,
  zoom: 1,
  pausedUntil: 'no',
  quietHours: { on: false, from: '20:00', to: '08:00', days: [0, 1, 2, 3, 4, 5, 6] },
  updates: 'notify',
  updateFeed: '',
}
