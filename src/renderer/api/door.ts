// Where the page finds the door that the preload opened. Types only.
import type { BellhopDoor } from '../../shared/contract/door'

declare global {
  interface Window {
    /** What the preload opened. */
    readonly bellhop: BellhopDoor
  }
}

export type { BellhopDoor } from '../../shared/contract/door'
