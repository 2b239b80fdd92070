// Typed arrays that grow: numbers side by side, without an object for each.

/** Where numbers are kept; read `data` anew after each `reserve`. */
export interface Growing<T extends Uint32Array | Uint16Array | Float64Array> {
  data: T
  /** Makes room for `size` numbers; what is there stays. */
  reserve(size: number): void
}

type Numbers = Uint32Array | Uint16Array | Float64Array

export function growing<T extends Numbers>(make: (size: number) => T, first = 1024): Growing<T> {
  const held: Growing<T> = {
    data: make(first),
    reserve(size) {
      if (size <= held.data.length) return
      const larger = make(Math.max(size, Math.ceil(held.data.length * 1.5)))
      larger.set(held.data)
      held.data = larger
    },
  }
  return held
}

export const numbers32 = (first?: number): Growing<Uint32Array> => growing((size) => new Uint32Array(size), first)
export const numbers16 = (first?: number): Growing<Uint16Array> => growing((size) => new Uint16Array(size), first)
export const numbers64 = (first?: number): Growing<Float64Array> => growing((size) => new Float64Array(size), first)
