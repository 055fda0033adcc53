import { expect, test } from 'vitest'

import { sourceFile } from '../../src/models/source-code/source-file.ts'
import { readSources } from '../../src/sources/read-sources.ts'

const java = (key: string, byDefault: string): string => `class Sums {
  void sum() throws Exception {
    java.util.Properties settings = new java.util.Properties();
    settings.load(this.getClass().getClassLoader().getResourceAsStream("sums.properties"));
    String algorithm = settings.getProperty("${key}", "${byDefault}");
    java.security.MessageDigest.getInstance(algorithm);
  }
}
`

/** What is said of an algorithm that a file of properties names. */
async function algorithmOf(key: string, byDefault: string): Promise<readonly (string | undefined)[]> {
  const sources = [
    { uri: 'src/main/java/Sums.java', text: java(key, byDefault) },
    { uri: 'src/main/resources/sums.properties', text: '# sums\nold = MD5\nnew: SHA-256\n' },
  ]
  const { estate } = await readSources(sources, { locale: 'en' })
  return estate.subjects(sourceFile).flatMap((file) => file.weaknesses('weak-hash').map(({ detail }) => detail))
}

test('values of a file of properties stand in for what the program reads from it', async () => {
  expect(await algorithmOf('old', 'SHA-512')).toEqual(['MD5'])
  expect(await algorithmOf('new', 'MD5')).toEqual([])
})

test('a key that the file does not have is its default', async () => {
  expect(await algorithmOf('other', 'SHA1')).toEqual(['SHA1'])
  expect(await algorithmOf('other', 'SHA-256')).toEqual([])
})
