/** Functions of Kyverno's own CEL libraries that ask something outside, by how they are called, and what they would need. */
const outside: readonly { readonly call: RegExp; readonly needs: string }[] = [
  { call: /\bresource\.(?:Get|List|Post)\b/, needs: 'asks the API server for other objects' },
  { call: /\bglobalContext\.Get\b/, needs: 'asks what Kyverno keeps of the cluster' },
  { call: /\bhttp\.(?:Get|Post|Client)\b/, needs: 'asks another server' },
  { call: /\bimageData\.Get\b|\bGetMetadata\b/, needs: 'asks the registry' },
  { call: /\bverify(?:Image|Attestation)Signatures\b/, needs: 'asks the registry for signatures' },
]

/** The first call in an expression that cannot be answered without asking somebody; undefined where there is none. */
export function outsideCallIn(expression: string): { readonly name: string; readonly needs: string } | undefined {
  for (const { call, needs } of outside) {
    const found = call.exec(expression)
    if (found !== null) return { name: found[0], needs }
  }
  return undefined
}
