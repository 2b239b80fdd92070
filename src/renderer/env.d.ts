// What the page finds in its surroundings: single-file components and the door the preload opened.
import type { BellhopDoor } from './api/door'

declare global {
  interface Window {
    readonly bellhop: BellhopDoor
  }
}
