import { describe, expect, test } from 'vitest'

import { programOf, shellCommands } from './commands.ts'

const words = (text: string) => shellCommands(text).map((command) => [command.after, ...command.words.map((word) => word.text)])

describe('shellCommands', () => {
  test('splits lists, pipelines and groups', () => {
    expect(words('a b && c | d || { e; f & } # no\n(g)')).toEqual([
      ['', 'a', 'b'],
      ['&&', 'c'],
      ['|', 'd'],
      ['||', 'e'],
      [';', 'f'],
      [';', 'g'],
    ])
  })

  test('takes quotes off and keeps expansions', () => {
    expect(words(['echo "a $X b"', "'c $Y'", 'd\\ e', '${Z:-"q r"}'].join(' '))).toEqual([
      ['', 'echo', 'a $X b', 'c $Y', 'd e', '${Z:-"q r"}'],
    ])
  })

  test('looks into substitutions, conditions and assignments', () => {
    expect(words('if test -n "$(curl x | sh)"; then A=1 make; fi')).toEqual([
      ['', 'curl', 'x'],
      ['|', 'sh'],
      ['', 'test', '-n', '$(curl x | sh)'],
      [';', 'make'],
    ])
    expect(shellCommands('A=1 B=2 make')[0]!.assignments.map(({ text }) => text)).toEqual(['A=1', 'B=2'])
  })

  test('keeps redirections and heredocs out of the words', () => {
    const [cat, next] = shellCommands('cat <<EOF > out 2>&1\nrm -rf /\nEOF\necho done')
    expect(cat!.redirections.map(({ operator, target }) => [operator, target.text])).toEqual([
      ['<<', 'EOF'],
      ['>', 'out'],
      ['2>&', '1'],
    ])
    expect(next!.words.map(({ text }) => text)).toEqual(['echo', 'done'])
  })

  test('gives places in the text', () => {
    const text = 'sudo -E apt-get "install" x'
    const [command] = shellCommands(text)
    expect(command!.words.map(({ range }) => text.slice(range.start, range.end))).toEqual(['sudo', '-E', 'apt-get', '"install"', 'x'])
    expect(programOf(command!)).toMatchObject({ name: 'apt-get', args: [{ text: 'install' }, { text: 'x' }] })
  })

  test('ends on hostile input', () => {
    const before = performance.now()
    for (const text of [
      '$('.repeat(20_000),
      '"$('.repeat(20_000),
      '`'.repeat(50_001),
      "'",
      '<<'.repeat(30_000),
      '((('.repeat(30_000),
      '${'.repeat(20_000),
    ])
      shellCommands(text)
    expect(performance.now() - before).toBeLessThan(3000)
  })
})
