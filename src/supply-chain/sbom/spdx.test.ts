import { Ajv } from 'ajv'
import { expect, test } from 'vitest'

import type { Package } from '../../models/dependency/package.ts'
import { toSpdx } from './spdx.ts'

const text = { type: 'string', minLength: 1 }
const id = { type: 'string', pattern: '^SPDXRef-[A-Za-z0-9.-]+$' }
const oneLine = { type: 'string', pattern: '^[^\\r\\n]+$' }

/** An object that has these fields and no others; those that the table calls optional are named apart. */
function fields(required: object, optional: object = {}): object {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional }, additionalProperties: false }
}

const list = (items: object): object => ({ type: 'array', items })

/** The fields of SPDX 2.3 that are written here, as the tables of the specification have them: clauses 6, 7 and 11. */
const schema = fields(
  {
    spdxVersion: { const: 'SPDX-2.3' },
    dataLicense: { const: 'CC0-1.0' },
    SPDXID: { const: 'SPDXRef-DOCUMENT' },
    name: oneLine,
    documentNamespace: { type: 'string', pattern: '^[a-z]+://[^#\\s]+$' },
    creationInfo: fields({
      created: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' },
      creators: { ...list({ type: 'string', pattern: '^(?:Person|Organization|Tool): .+$' }), minItems: 1 },
    }),
  },
  {
    packages: list(
      fields(
        { name: oneLine, SPDXID: id, downloadLocation: text },
        {
          versionInfo: oneLine,
          filesAnalyzed: { const: false },
          licenseConcluded: text,
          licenseDeclared: text,
          licenseComments: text,
          sourceInfo: text,
          primaryPackagePurpose: {
            enum: [
              'APPLICATION',
              'FRAMEWORK',
              'LIBRARY',
              'CONTAINER',
              'OPERATING-SYSTEM',
              'DEVICE',
              'FIRMWARE',
              'SOURCE',
              'ARCHIVE',
              'FILE',
              'INSTALL',
              'OTHER',
            ],
          },
          checksums: list(
            fields({
              algorithm: { enum: ['SHA1', 'SHA256', 'SHA384', 'SHA512'] },
              checksumValue: { type: 'string', pattern: '^[0-9a-f]+$' },
            }),
          ),
          externalRefs: list(
            fields({
              referenceCategory: { enum: ['SECURITY', 'PACKAGE-MANAGER', 'PERSISTENT-ID', 'OTHER'] },
              referenceType: text,
              referenceLocator: { type: 'string', pattern: '^\\S+$' },
            }),
          ),
        },
      ),
    ),
    relationships: list(
      fields({ spdxElementId: id, relatedSpdxElement: id, relationshipType: { enum: ['DESCRIBES', 'CONTAINS', 'DEPENDS_ON'] } }),
    ),
  },
)

const packages: readonly Package[] = [
  {
    ecosystem: 'npm',
    name: '@scope/a',
    version: '1.0.0',
    scope: 'runtime',
    file: 'package-lock.json',
    licences: ['MIT', 'see LICENSE'],
    hashes: [`sha512-${Buffer.alloc(64, 1).toString('base64')}`],
    needs: ['b'],
  },
  { ecosystem: 'npm', name: 'b', version: '2.0.0-rc.1+x', scope: 'development', file: 'package-lock.json' },
  { ecosystem: 'Debian', release: '12', name: 'libc6', version: '2:2.36-9+deb12u1', scope: 'runtime', file: 'var/lib/dpkg/status' },
]

test.each([
  ['an image', 'sha256:0000000000000000000000000000000000000000000000000000000000000000'],
  ['a lock file', undefined],
])('the bill of %s has the fields that SPDX 2.3 asks for, and none that it does not know', (_, digest) => {
  const tool = { name: 'breakwater', version: '0.1.0' }
  const written: unknown = JSON.parse(
    JSON.stringify(toSpdx({ name: 'example.com/app', digest, os: undefined, packages, timestamp: '2026-01-02T03:04:05.678Z', tool })),
  )
  const validate = new Ajv({ allErrors: true }).compile(schema)
  expect([validate(written), validate.errors]).toEqual([true, null])
  expect(written).toMatchObject({
    packages: [{ name: 'example.com/app' }, { checksums: [{ algorithm: 'SHA512', checksumValue: '01'.repeat(64) }] }, {}, {}],
    creationInfo: { created: '2026-01-02T03:04:05Z' },
  })
})
