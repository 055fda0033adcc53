import { BreakwaterError } from '../src/core/error.ts'
import { render, type Locale } from '../src/core/text.ts'

/** What a person would read of the error that this ends with: `code: sentence`. */
export async function errorWords(run: () => unknown, locale: Locale = 'en'): Promise<string> {
  try {
    await run()
  } catch (error) {
    if (error instanceof BreakwaterError) return `${error.code}: ${render(error.says, locale)}`
    throw error
  }
  throw new Error('there was no error')
}
