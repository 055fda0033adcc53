import { join } from 'node:path'

import type { Plugin } from 'rolldown'

import { controls } from '../src/controls/catalogue.ts'
import { citationOf } from '../src/controls/citation.ts'

/** The data file beside the bundle that has where the guidance asks for each control. */
export const storedCitationsFile = 'citations.json'

/** Puts a data file in the place of the catalogue where only its citations are wanted. */
export function storedCitations(root: string): Plugin {
  const file = join(root, 'src/controls/citation.ts')
  return {
    name: 'stored-citations',
    load: (id) => (id === file ? { code: store(join(root, 'src/core/data-file.ts')), moduleType: 'js' } : undefined),
  }
}

/** What `storedCitationsFile` holds: what is cited once each, and of each control which of that it cites. */
export function citationsData(): string {
  const cited = controls.map(({ id }) => [id, JSON.stringify(citationOf(id))] as const)
  const places = [...new Set(cited.map(([, place]) => place))]
  return JSON.stringify({
    places: places.map((place) => JSON.parse(place) as unknown),
    controls: Object.fromEntries(cited.map(([id, place]) => [id, places.indexOf(place)])),
  })
}

function store(dataFileModule: string): string {
  return `
import { readFileSync } from 'node:fs'
import { dataFile } from ${JSON.stringify(dataFileModule)}

let stored

export function citationOf(id) {
  stored ??= JSON.parse(readFileSync(dataFile(${JSON.stringify(storedCitationsFile)}), 'utf8'))
  return Object.hasOwn(stored.controls, id) ? stored.places[stored.controls[id]] : undefined
}
`
}
