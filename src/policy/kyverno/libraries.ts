import { text, type Text } from '../../core/text.ts'

/** Functions of Kyverno's own CEL libraries that ask something outside, by how they are called, and what they would need. */
const outside: readonly { readonly call: RegExp; readonly needs: Text<'call'> }[] = [
  {
    call: /\bresource\.(?:Get|List|Post)\b/,
    needs: text({ en: '{call} asks the API server for other objects', ja: '{call} は API サーバーに別のオブジェクトを問い合わせます' }),
  },
  {
    call: /\bglobalContext\.Get\b/,
    needs: text({
      en: '{call} asks what Kyverno keeps of the cluster',
      ja: '{call} は Kyverno が保持するクラスターの情報を問い合わせます',
    }),
  },
  { call: /\bhttp\.(?:Get|Post|Client)\b/, needs: text({ en: '{call} asks another server', ja: '{call} は別のサーバーに問い合わせます' }) },
  {
    call: /\bimageData\.Get\b|\bGetMetadata\b/,
    needs: text({ en: '{call} asks the registry', ja: '{call} はレジストリに問い合わせます' }),
  },
  {
    call: /\bverify(?:Image|Attestation)Signatures\b/,
    needs: text({ en: '{call} asks the registry for signatures', ja: '{call} はレジストリに署名を問い合わせます' }),
  },
]

/** The first call in an expression that cannot be answered without asking somebody; undefined where there is none. */
export function outsideCallIn(expression: string): { readonly name: string; readonly needs: Text<'call'> } | undefined {
  for (const { call, needs } of outside) {
    const found = call.exec(expression)
    if (found !== null) return { name: found[0], needs }
  }
  return undefined
}
