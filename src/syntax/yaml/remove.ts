import type { TextEdit } from '../../core/edit.ts'
import { isFirstOnLine, lineEnd, lineStart, nextLine } from './lines.ts'
import { membersOf, type Member } from './members.ts'
import { replaceValue, textEdit, type Draft, type Spot } from './replace.ts'
import { blockStyle, mapKind, type Node } from './tree.ts'

/** Takes a member out of its collection, which is left as `{}` or `[]` when it was the only one. */
export function removeMember(draft: Draft, collection: Spot, value: Node): TextEdit[] | undefined {
  const { tree } = draft
  const members = membersOf(tree, collection.value)
  const index = members.findIndex((member) => member.value === value)
  if (index === -1) return undefined
  if (members.length === 1) return replaceValue(draft, collection, tree.kind(collection.value) === mapKind ? {} : [])
  return tree.style(collection.value) === blockStyle ? removeLines(tree.text, members, index) : [removeFlow(members, index)]
}

function removeLines(text: string, members: readonly Member[], index: number): TextEdit[] | undefined {
  const { start, end } = members[index]!
  const following = nextLine(text, end)
  if (isFirstOnLine(text, start)) {
    const from = lineStart(text, start)
    // The last line of a text without a final line break takes the one before it along.
    const isLast = lineEnd(text, end) === text.length && from > 0
    return [isLast ? textEdit(lineEnd(text, from - 1), text.length, '') : textEdit(from, following, '')]
  }
  // Behind the dash of an outer sequence: what follows moves up to the dash.
  if (index !== 0) return undefined
  const content = /[^\s]/.exec(text.slice(following))
  return content === null ? undefined : [textEdit(start, following + content.index, '')]
}

function removeFlow(members: readonly Member[], index: number): TextEdit {
  const next = members[index + 1]
  return next === undefined ? textEdit(members[index - 1]!.end, members[index]!.end, '') : textEdit(members[index]!.start, next.start, '')
}
