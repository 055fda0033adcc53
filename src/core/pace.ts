/** Lets a long computation breathe: without it nothing that happens outside, such as Ctrl-C, is noticed before its end. */
export interface Pace {
  /** Whether it is time to let others run. Cheap: it is asked thousands of times. */
  due(): boolean
  /** Lets them run, and says whether the computation shall stop. */
  turn(): Promise<boolean>
}
