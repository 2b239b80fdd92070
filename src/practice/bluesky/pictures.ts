// People's pictures. The real ones are on a CDN of Bluesky's; here the PDS draws them.
import { drawPicture } from '../draw-picture'

export const picturePath = (picture: number): string => `/avatars/${picture}.png`

/** The picture at a path; `undefined` where there is none. */
export function pictureAt(path: string): Buffer | undefined {
  const found = /^\/avatars\/(\d{1,6})\.png$/.exec(path)?.[1]
  return found === undefined ? undefined : drawPicture(Number(found))
}
