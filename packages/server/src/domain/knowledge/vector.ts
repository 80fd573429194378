/** A vector of length 1: the cosine of two of them is the sum of their products. */
export function unitOf(vector: Float32Array): Float32Array {
  // Scaled first: squares of very large or small numbers do not fit.
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const length = Math.sqrt(vector.reduce((sum, value) => sum + (value / largest) ** 2, 0)) * largest
  return vector.map((value) => value / length)
}

export function cosineOf(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

/** Words of 32 bits that hold a vector's signs. */
export function signWordsFor(dimensions: number): number {
  return Math.ceil(dimensions / 32)
}

/** One bit for each number of a vector: set where it is positive. */
export function signsOf(vector: Float32Array): Uint32Array {
  const signs = new Uint32Array(signWordsFor(vector.length))
  for (let at = 0; at < vector.length; at++)
    if ((vector[at] ?? 0) > 0) signs[at >>> 5] = (signs[at >>> 5] ?? 0) | (1 << (at & 31))
  return signs
}

/** How many bits differ between `signs` and the row of `rows` that begins at `from`. */
export function distanceOf(signs: Uint32Array, rows: Uint32Array, from: number): number {
  let distance = 0
  for (let at = 0; at < signs.length; at++) {
    let bits = (signs[at] as number) ^ (rows[from + at] as number)
    bits -= (bits >>> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    distance += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return distance
}

/** As databases keep it: little-endian, whatever machine this is (Node runs on no other). */
export function bytesOf(numbers: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(aligned(bytes))
}

export function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(aligned(bytes))
}

/** A copy of its own: drivers give bytes that begin anywhere in a larger piece. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}
