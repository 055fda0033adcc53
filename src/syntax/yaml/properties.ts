import { ampersand, colon, exclamation, isFlowIndicator, isGap } from './characters.ts'
import { Refusal, type Scan } from './scan.ts'
import type { Properties } from './tree.ts'

/** The end of a word: an anchor, an alias or a tag. */
function wordEnd(scan: Scan, from: number, inFlow: boolean): number {
  let pos = from
  for (let unit = scan.at(pos); !isGap(unit) && !isFlowIndicator(unit); unit = scan.at(++pos));
  // In a flow collection an indicator ends the word; elsewhere `&a,b` is for the reader that knows all of YAML.
  if (!inFlow && !isGap(scan.at(pos))) throw new Refusal('unusual', from)
  return pos
}

/** Reads `*name`, `pos` being at the asterisk. */
export function aliasNode(scan: Scan, lead: number, inFlow: boolean): void {
  const start = scan.pos
  const end = wordEnd(scan, start + 1, inFlow)
  if (end === start + 1 || scan.text.charCodeAt(end - 1) === colon) throw new Refusal('unusual', start)
  scan.pos = end
  scan.alias(scan.text.slice(start + 1, end), start, end, lead)
}

/** Reads `&anchor` and `!tag` in any order, `pos` being at the first of them, and the blanks after them. */
export function readProperties(scan: Scan, inFlow: boolean): Properties {
  const start = scan.pos
  let end = start
  let anchor: string | undefined
  let tag: string | undefined
  for (;;) {
    const unit = scan.at(scan.pos)
    if (unit !== ampersand && unit !== exclamation) break
    end = wordEnd(scan, scan.pos + 1, inFlow)
    const word = scan.text.slice(scan.pos, end)
    if (word.endsWith(':') || word.includes('%') || word.includes('<')) throw new Refusal('unusual', scan.pos)
    if (unit === ampersand) {
      if (anchor !== undefined || word === '&') throw new Refusal('unusual', scan.pos)
      anchor = word.slice(1)
    } else {
      if (tag !== undefined || !isPlainTag(word)) throw new Refusal('unusual', scan.pos)
      tag = word
    }
    scan.pos = end
    scan.skipBlanks()
  }
  return { start, end, anchor, tag }
}

/** `!`, `!local` and `!!core` need no directive; named handles do. */
function isPlainTag(word: string): boolean {
  return !word.includes('!', word.startsWith('!!') ? 2 : 1) && word !== '!!'
}
