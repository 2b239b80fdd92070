// The few things the desktop can ask of the app from outside its windows. Tray, menu, global key, command line and a
// second instance all go through these doors, so that no two of them do the same thing differently.

export interface Doors {
  /** Brings the main window to the front, making it where there is none. */
  showMain(): void
  /** Brings the quick-send window. */
  quickSend(): void
  /**
   * Takes a link as somebody gave it; it is only ever a proposal.
   * @param text unchecked
   */
  openLink(text: string): void
  /** @param until `no`, `always`, or a time in ISO 8601 */
  pauseNotifications(until: string): void
  /** Ends the app in order, without a question. */
  quit(): void
}
