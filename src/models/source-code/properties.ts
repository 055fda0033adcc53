import type { Source } from '../../core/location.ts'

/** Reads the values of Java's `.properties` files by file name and key; a name that several files have gives nothing. */
export function propertiesIn(sources: readonly Source[]): (file: string, key: string) => string | undefined {
  const byName = new Map<string, Source | undefined>()
  for (const source of sources) {
    const name = source.uri.slice(source.uri.lastIndexOf('/') + 1)
    if (name.endsWith('.properties')) byName.set(name, byName.has(name) ? undefined : source)
  }
  const read = new Map<string, ReadonlyMap<string, string>>()
  return (file, key) => {
    const name = file.slice(file.lastIndexOf('/') + 1)
    const source = byName.get(name)
    if (source === undefined) return undefined
    let values = read.get(name)
    if (values === undefined) read.set(name, (values = valuesOf(source.text)))
    return values.get(key)
  }
}

function valuesOf(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split(/\r\n?|\n/)) {
    const found = /^\s*([^#!\s=:][^\s=:]*)\s*[=:\s]\s*(.*?)\s*$/.exec(line)
    if (found !== null) values.set(found[1]!, found[2]!)
  }
  return values
}
