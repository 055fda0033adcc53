import { type Bill, digestsOf, entriesOf, uuidOf } from './bill.ts'

type Json = Readonly<Record<string, unknown>>

/** A bill as SPDX 2.3 JSON. */
export function toSpdx(bill: Bill): Json {
  const entries = entriesOf(bill.packages)
  const idOf = new Map(entries.map(({ ref }, index) => [ref, `SPDXRef-Package-${index + 1}`]))
  const needed = new Set(entries.flatMap(({ needs }) => needs))
  const relation = (from: string, relationshipType: string, to: string): Json => ({
    spdxElementId: from,
    relationshipType,
    relatedSpdxElement: to,
  })
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: bill.name,
    documentNamespace: `https://breakwater.dev/spdx/${uuidOf(bill)}`,
    creationInfo: { created: bill.timestamp.replace(/\.\d+Z$/, 'Z'), creators: [`Tool: ${bill.tool.name}-${bill.tool.version}`] },
    packages: [
      {
        name: bill.name,
        SPDXID: 'SPDXRef-Subject',
        ...(bill.digest === undefined ? {} : { versionInfo: bill.digest }),
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        primaryPackagePurpose: bill.os === undefined ? 'APPLICATION' : 'CONTAINER',
      },
      ...entries.map(({ ref, purl, package: found }) => ({
        name: found.name,
        SPDXID: idOf.get(ref),
        versionInfo: found.version,
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        // What the packagers wrote need not be an SPDX expression, so it is kept as they said it.
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: 'NOASSERTION',
        ...(found.licences === undefined || found.licences.length === 0
          ? {}
          : { licenseComments: `Declared: ${found.licences.join(', ')}` }),
        ...(digestsOf(found).length === 0
          ? {}
          : { checksums: digestsOf(found).map(({ algorithm, hex }) => ({ algorithm: algorithm.replace('-', ''), checksumValue: hex })) }),
        sourceInfo: `found in ${found.file}`,
        externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
      })),
    ],
    relationships: [
      relation('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-Subject'),
      ...entries.filter(({ ref }) => !needed.has(ref)).map(({ ref }) => relation('SPDXRef-Subject', 'CONTAINS', idOf.get(ref)!)),
      ...entries.flatMap(({ ref, needs }) => needs.map((need) => relation(idOf.get(ref)!, 'DEPENDS_ON', idOf.get(need)!))),
    ],
  }
}
