import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import { type Bill, digestsOf, entriesOf, uuidOf } from './bill.ts'

type Json = Readonly<Record<string, unknown>>

/** A bill as CycloneDX 1.6 JSON, with the vulnerabilities where they are given. */
export function toCycloneDx(bill: Bill, vulnerabilities: readonly Vulnerability[] = []): Json {
  const entries = entriesOf(bill.packages)
  const top = 'subject'
  const needed = new Set(entries.flatMap(({ needs }) => needs))
  const osRef = bill.os === undefined ? undefined : 'operating-system'
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(bill)}`,
    version: 1,
    metadata: {
      timestamp: bill.timestamp,
      tools: { components: [{ type: 'application', name: bill.tool.name, version: bill.tool.version }] },
      component: {
        type: bill.os === undefined ? 'application' : 'container',
        'bom-ref': top,
        name: bill.name,
        ...(bill.digest === undefined ? {} : { version: bill.digest }),
      },
    },
    components: [
      ...(bill.os === undefined ? [] : [{ type: 'operating-system', 'bom-ref': osRef, name: bill.os.id, version: bill.os.version }]),
      ...entries.map(({ ref, purl, package: found }) => ({
        type: 'library',
        'bom-ref': ref,
        name: found.name,
        version: found.version,
        ...(found.scope === 'runtime' ? {} : { scope: found.scope === 'optional' ? 'optional' : 'excluded' }),
        ...section(
          'hashes',
          digestsOf(found).map(({ algorithm, hex }) => ({ alg: algorithm, content: hex })),
        ),
        ...section(
          'licenses',
          (found.licences ?? []).map((name) => ({ license: { name } })),
        ),
        purl,
        properties: [
          { name: 'breakwater:file', value: found.file },
          ...(found.layer === undefined || found.layer === '' ? [] : [{ name: 'breakwater:layer', value: found.layer }]),
        ],
      })),
    ],
    dependencies: [
      {
        ref: top,
        dependsOn: [...(osRef === undefined ? [] : [osRef]), ...entries.filter(({ ref }) => !needed.has(ref)).map(({ ref }) => ref)],
      },
      ...entries.map(({ ref, needs }) => ({ ref, dependsOn: needs })),
    ],
    ...section(
      'vulnerabilities',
      vulnerabilities.map((each) => vulnerabilityOf(each, entries.find(({ package: found }) => found === each.package)?.ref ?? each.purl)),
    ),
  }
}

const methods: readonly (readonly [prefix: string, method: string])[] = [
  ['CVSS:4', 'CVSSv4'],
  ['CVSS:3.1', 'CVSSv31'],
  ['CVSS:3', 'CVSSv3'],
]

function vulnerabilityOf({ id, score, vector, severity, summary, fixed, reasons, package: found }: Vulnerability, ref: string): Json {
  const rating = { severity: severity === 'info' ? 'info' : severity }
  const method = methods.find(([prefix]) => vector?.startsWith(prefix))?.[1] ?? 'CVSSv2'
  return {
    id,
    ratings: [score === undefined ? rating : { ...rating, score, method, vector }],
    ...(summary === '' ? {} : { description: summary }),
    ...(fixed === undefined ? {} : { recommendation: `Upgrade ${found.name} to ${fixed}` }),
    ...section(
      'advisories',
      reasons.flatMap(({ url }) => (url === undefined ? [] : [{ url }])),
    ),
    affects: [{ ref }],
  }
}

function section(name: string, values: readonly unknown[]): Json {
  return values.length === 0 ? {} : { [name]: values }
}
