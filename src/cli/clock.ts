/** Milliseconds since some moment. `performance.now()` says the same, and loads a dozen modules of Node.js for it. */
export function milliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
