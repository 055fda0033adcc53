import { text } from '../core/text.ts'

/** What is said of a contact whose settings do not tell who gets mail. */
export const contactWords = {
  disabled: text({ en: 'the contact is switched off', ja: '連絡先が無効です' }),
  undecided: text({
    en: '{property} depends on {input}, which is not known here',
    ja: '{property} は {input} によって決まりますが、その値がここでは分かりません',
  }),
  unsaid: text({
    en: '{property} is not set, and what the service then takes is not known; set it',
    ja: '{property} が設定されておらず、省略時の値が分かりません。明示的に設定してください',
  }),
} as const
