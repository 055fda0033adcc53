import { render, type Message, type Text } from './text.ts'

/** A sentence in both languages: one without holes as it is, or one with its holes filled. */
export type Spoken = Message | Text<never>

/** An error that a person may read: it says in both languages what is wrong. Its `message` is the English of that. */
export class SpokenError extends Error {
  readonly says: Message

  constructor(says: Spoken, options?: ErrorOptions) {
    const said: Message = 'text' in says ? says : { text: says, args: {} }
    super(render(said, 'en'), options)
    this.name = 'SpokenError'
    this.says = said
  }
}

/** What an error says: in both languages where it can, else in the words of the program or library that it comes from. */
export function saidBy(error: unknown): string | Message {
  if (!(error instanceof Error)) return String(error)
  const { says } = error as { readonly says?: Message }
  return says ?? error.message
}
