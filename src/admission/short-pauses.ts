import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 collect young garbage on the thread that answers. By default helper threads share this work, and the answers wait
 * until the last of them is done: where the processor is busy, or a container has little of one, that is many times what the
 * work takes alone.
 */
export function keepPausesShort(): void {
  setFlagsFromString('--no-parallel-scavenge')
}
