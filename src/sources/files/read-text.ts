import { readFileSync, statSync } from 'node:fs'

import type { NotAnalysed } from '../../core/estate.ts'
import type { Source } from '../../core/location.ts'
import type { Found } from './walk.ts'

/** A text file larger than this is data, not something that a person configured. In bytes. */
const largestFile = 64 * 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export interface ReadText {
  readonly source?: Source
  readonly notAnalysed?: NotAnalysed
}

/**
 * A file as text. Files that are not text, too large or unreadable are reported. One whose UTF-8 is broken is reported
 * and read all the same, so that nothing in it is lost.
 */
export function readText({ uri, path }: Found): ReadText {
  let bytes: Buffer
  try {
    if (statSync(path).size > largestFile) {
      return { notAnalysed: { uri, reason: 'too-large', message: `larger than ${largestFile / 1024 / 1024} MB` } }
    }
    bytes = readFileSync(path)
  } catch (error) {
    return { notAnalysed: { uri, reason: 'unreadable', message: (error as Error).message } }
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { source: { uri, text: bytes.toString('utf16le') } }
  if (bytes.subarray(0, 8192).includes(0)) return { notAnalysed: { uri, reason: 'binary', message: 'not a text file' } }
  try {
    return { source: { uri, text: utf8.decode(bytes) } }
  } catch {
    return {
      source: { uri, text: lenientUtf8.decode(bytes) },
      notAnalysed: { uri, reason: 'invalid-utf8', message: 'not valid UTF-8; the broken bytes were replaced' },
    }
  }
}
