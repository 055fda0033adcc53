import { message, text, type HoleValue, type Message, type Text } from './text.ts'

/**
 * The catalogue of errors that are the user's to solve: each says what happened and what to do next.
 * `exit` is the code that the process ends with. What is not in here is our bug and ends with 70.
 */
export const errorCatalogue = {
  'path-not-found': {
    exit: 2,
    says: text({ en: '{path} does not exist', ja: '{path} は存在しません' }),
    next: text({ en: 'check the path, or run from another folder', ja: 'パスを確かめるか、別のフォルダーから実行してください' }),
  },
  'nothing-to-check': {
    exit: 3,
    says: text({ en: 'found nothing to check in {path}', ja: '{path} に検査できるものがありません' }),
    next: text({
      en: 'give a path that holds manifests, charts, templates, Dockerfiles or workflows',
      ja: 'マニフェスト、チャート、テンプレート、Dockerfile、ワークフローのあるパスを指定してください',
    }),
  },
  'output-unwritable': {
    exit: 2,
    says: text({ en: 'cannot write {path}: {reason}', ja: '{path} に書き込めません: {reason}' }),
    next: text({ en: 'choose a file that can be written', ja: '書き込めるファイルを指定してください' }),
  },
  'sarif-invalid': {
    exit: 2,
    says: text({ en: '{path} is no report in SARIF 2.1.0: {problem}', ja: '{path} は SARIF 2.1.0 のレポートではありません: {problem}' }),
    next: text({ en: 'give a file that a tool wrote as SARIF 2.1.0', ja: 'ツールが SARIF 2.1.0 で書き出したファイルを指定してください' }),
  },
  'config-invalid': {
    exit: 2,
    says: text({ en: '{path}:{line}:{column}: {problem}', ja: '{path}:{line}:{column}: {problem}' }),
    next: text({ en: 'correct the configuration', ja: '設定を直してください' }),
  },
  'unknown-id': {
    exit: 2,
    says: text({ en: 'there is no check or control called {id}', ja: '{id} という検査や管理策はありません' }),
    next: text({ en: 'list them with `breakwater controls`', ja: '`breakwater controls` で一覧できます' }),
  },
  'git-failed': {
    exit: 4,
    says: text({ en: 'git could not answer: {reason}', ja: 'git が応答しませんでした: {reason}' }),
    next: text({ en: 'run it in a git repository that git itself can read', ja: 'git で読めるリポジトリの中で実行してください' }),
  },
  'azure-no-token': {
    exit: 4,
    says: text({ en: 'there is no token to read Azure with: {reason}', ja: 'Azure を読み取るためのトークンがありません: {reason}' }),
    next: text({
      en: 'sign in with `az login`, or give --token-file or AZURE_ACCESS_TOKEN',
      ja: '`az login` でサインインするか、--token-file または AZURE_ACCESS_TOKEN で指定してください',
    }),
  },
  'azure-token-refused': {
    exit: 4,
    says: text({ en: 'Azure refuses the token: {reason}', ja: 'Azure がトークンを受け付けません: {reason}' }),
    next: text({
      en: 'sign in again with `az login`, to the tenant of the subscription, or give a new token for Azure Resource Manager',
      ja: 'サブスクリプションのテナントに `az login` でサインインし直すか、Azure Resource Manager の新しいトークンを指定してください',
    }),
  },
  'azure-refused': {
    exit: 4,
    says: text({
      en: 'Azure does not let this account read the subscription: it lacks the permission {permission}',
      ja: 'このアカウントではサブスクリプションを読み取れません。{permission} の権限がありません',
    }),
    next: text({
      en: 'give the account the roles Reader and Security Reader on the subscription',
      ja: 'サブスクリプションの Reader と Security Reader のロールをアカウントに割り当ててください',
    }),
  },
  'azure-subscription-not-found': {
    exit: 2,
    says: text({
      en: 'there is no subscription {subscription} that this account can see',
      ja: 'サブスクリプション {subscription} がないか、このアカウントでは見られません',
    }),
    next: text({
      en: 'list those of the account with `az account list --output table`; another tenant takes `az login --tenant`',
      ja: '`az account list --output table` で一覧できます。別のテナントなら `az login --tenant` でサインインしてください',
    }),
  },
  'azure-cluster-not-found': {
    exit: 2,
    says: text({
      en: 'there is no cluster {cluster} in the subscription; there is: {clusters}',
      ja: 'サブスクリプションにクラスター {cluster} がありません。あるもの: {clusters}',
    }),
    next: text({
      en: 'correct --cluster, or leave it out to judge all clusters',
      ja: '--cluster を直すか、外してすべてのクラスターを検査してください',
    }),
  },
  'azure-unusable-answer': {
    exit: 4,
    says: text({ en: 'Azure gives no usable answer: {reason}', ja: 'Azure の応答を使えません: {reason}' }),
    next: text({
      en: 'try again later, and check that no proxy answers in place of Azure',
      ja: '時間をおいてもう一度実行してください。プロキシが代わりに応答していないかも確かめてください',
    }),
  },
  'azure-unreachable': {
    exit: 4,
    says: text({ en: '{host} does not answer: {reason}', ja: '{host} が応答しません: {reason}' }),
    next: text({ en: 'check the network and the proxy, then try again', ja: 'ネットワークとプロキシを確かめて、もう一度実行してください' }),
  },
  'kubeconfig-missing': {
    exit: 2,
    says: text({ en: 'there is no cluster to read: {reason}', ja: '読み取るクラスターが決まりません: {reason}' }),
    next: text({
      en: 'name a kubeconfig with --kubeconfig or KUBECONFIG, and its context with --context',
      ja: '--kubeconfig か KUBECONFIG で kubeconfig を、--context でコンテキストを指定してください',
    }),
  },
  'kubeconfig-invalid': {
    exit: 2,
    says: text({ en: '{path}: {problem}', ja: '{path}: {problem}' }),
    next: text({ en: 'correct the kubeconfig, or name another context', ja: 'kubeconfig を直すか、別のコンテキストを指定してください' }),
  },
  'credentials-unusable': {
    exit: 4,
    says: text({ en: 'the credentials for {host} cannot be used: {reason}', ja: '{host} への資格情報を使えません: {reason}' }),
    next: text({
      en: 'sign in again, or fetch the kubeconfig again (`az aks get-credentials`)',
      ja: 'サインインし直すか、kubeconfig を取得し直してください（`az aks get-credentials`）',
    }),
  },
  'namespace-not-found': {
    exit: 2,
    says: text({ en: 'there is no namespace {name} in the cluster {cluster}', ja: 'クラスター {cluster} に名前空間 {name} がありません' }),
    next: text({ en: 'check the name, and --context', ja: '名前と --context を確かめてください' }),
  },
  'cluster-empty': {
    exit: 3,
    says: text({ en: 'found nothing to check in the cluster {cluster}', ja: 'クラスター {cluster} に検査できるものがありません' }),
    next: text({
      en: 'check --context and --namespace; --include-platform judges what Kubernetes and AKS make themselves',
      ja: '--context と --namespace を確かめてください。--include-platform で Kubernetes や AKS 自身が作るものも検査できます',
    }),
  },
  'exec-plugin-failed': {
    exit: 4,
    says: text({
      en: 'the credential plugin {command} gave no credentials: {reason}',
      ja: '認証プラグイン {command} から資格情報を得られません: {reason}',
    }),
    next: text({
      en: 'run the plugin by hand; for AKS, `kubelogin convert-kubeconfig -l azurecli` makes it work without a browser',
      ja: 'プラグインを直接実行して確かめてください。AKS では `kubelogin convert-kubeconfig -l azurecli` でブラウザーが不要になります',
    }),
  },
  'cluster-unreachable': {
    exit: 4,
    says: text({ en: '{host} does not answer: {reason}', ja: '{host} が応答しません: {reason}' }),
    next: text({
      en: 'check that the cluster runs, and the network, VPN and proxy on the way to it',
      ja: 'クラスターが動いているか、途中のネットワーク・VPN・プロキシを確かめてください',
    }),
  },
  'cluster-untrusted': {
    exit: 4,
    says: text({ en: 'the certificate of {host} is not trusted: {reason}', ja: '{host} の証明書を信頼できません: {reason}' }),
    next: text({
      en: 'fetch the kubeconfig again (`az aks get-credentials`); its certificate authority is the only one that counts',
      ja: 'kubeconfig を取得し直してください（`az aks get-credentials`）。信頼するのは、そこに書かれた認証局だけです',
    }),
  },
  'cluster-refused': {
    exit: 4,
    says: text({ en: '{host} does not accept the credentials: {reason}', ja: '{host} が資格情報を受け付けません: {reason}' }),
    next: text({
      en: 'sign in again, or check the user of the context; `breakwater cluster rbac` prints the permissions that are needed',
      ja: 'サインインし直すか、コンテキストのユーザーを確かめてください。必要な権限は `breakwater cluster rbac` で表示できます',
    }),
  },
  'cluster-answer-invalid': {
    exit: 4,
    says: text({
      en: '{host} does not answer like an API server: {reason}',
      ja: '{host} の応答が API サーバーのものではありません: {reason}',
    }),
    next: text({
      en: 'check the address of the cluster in the kubeconfig; no redirect is followed',
      ja: 'kubeconfig にあるクラスターのアドレスを確かめてください。リダイレクトには従いません',
    }),
  },
  'webhook-not-started': {
    exit: 2,
    says: text({ en: 'the webhook cannot start: {reason}', ja: 'Webhook を起動できません: {reason}' }),
    next: text({
      en: 'check the files of the certificate and its key, the folder for own certificates, and that the port is free',
      ja: '証明書と鍵のファイル、独自の証明書を置くフォルダー、ポートが空いているかを確かめてください',
    }),
  },
  'recording-invalid': {
    exit: 2,
    says: text({ en: '{path} is not a recording', ja: '{path} は記録ファイルではありません' }),
    next: text({ en: 'give a file that --record wrote', ja: '--record で書き出したファイルを指定してください' }),
  },
  'github-unreachable': {
    exit: 4,
    says: text({ en: '{url} did not answer: {reason}', ja: '{url} から応答がありません: {reason}' }),
    next: text({ en: 'check the network, or GITHUB_API_URL', ja: 'ネットワークか GITHUB_API_URL を確かめてください' }),
  },
  'github-refused': {
    exit: 2,
    says: text({ en: '{url} does not accept the token', ja: '{url} がトークンを受け付けません' }),
    next: text({ en: 'set GITHUB_TOKEN to a token that is valid', ja: 'GITHUB_TOKEN に有効なトークンを設定してください' }),
  },
  'repository-not-found': {
    exit: 2,
    says: text({
      en: 'there is no repository {name}, or the token may not see it',
      ja: 'リポジトリ {name} がないか、このトークンでは見られません',
    }),
    next: text({
      en: 'check OWNER/REPO, and that GITHUB_TOKEN may read the repository',
      ja: 'OWNER/REPO と、GITHUB_TOKEN の読み取り権限を確かめてください',
    }),
  },
  'organization-not-found': {
    exit: 2,
    says: text({
      en: 'there is no organisation {name}, or the token may not see it',
      ja: '組織 {name} がないか、このトークンでは見られません',
    }),
    next: text({
      en: 'check the name, and that GITHUB_TOKEN may read the organisation; a repository is OWNER/REPO',
      ja: '名前と、GITHUB_TOKEN の読み取り権限を確かめてください。リポジトリなら OWNER/REPO と指定します',
    }),
  },
  'network-needed': {
    exit: 2,
    says: text({
      en: '{command} needs the network, which --offline rules out',
      ja: '{command} はネットワークを使いますが、--offline が指定されています',
    }),
    next: text({
      en: 'leave --offline out, or judge what an earlier run kept',
      ja: '--offline を外すか、以前の実行で保存した内容を検査してください',
    }),
  },
  'wrong-operands': {
    exit: 2,
    says: text({ en: 'this is how it is called: breakwater {usage}', ja: '次のように指定します: breakwater {usage}' }),
    next: text({ en: 'see `breakwater COMMAND --help`', ja: '`breakwater コマンド --help` を見てください' }),
  },
  'flag-needed': {
    exit: 2,
    says: text({ en: '{flag} is needed here', ja: '{flag} を指定してください' }),
    next: text({ en: 'see `breakwater COMMAND --help`', ja: '`breakwater コマンド --help` を見てください' }),
  },
  'bad-flag-value': {
    exit: 2,
    says: text({ en: '{flag} takes {expected}, not {given}', ja: '{flag} に指定できるのは {expected} です（指定された値: {given}）' }),
    next: text({ en: 'see `breakwater COMMAND --help`', ja: '`breakwater コマンド --help` を見てください' }),
  },
  'bad-usage': {
    exit: 2,
    says: text({ en: '{problem}', ja: '{problem}' }),
    next: text({ en: 'see `breakwater --help`', ja: '`breakwater --help` を見てください' }),
  },
} as const satisfies Record<string, { exit: 2 | 3 | 4; says: Text; next: Text }>

export type ErrorCode = keyof typeof errorCatalogue

type HolesOfError<Code extends ErrorCode> = (typeof errorCatalogue)[Code]['says'] extends Text<infer Holes> ? Holes : never

/** An error whose cause is outside Breakwater: it has a code, words in both languages and a next step. */
export class BreakwaterError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  readonly says: Message
  readonly next: Text
  readonly exit: number

  constructor(code: Code, args: Readonly<Record<HolesOfError<Code>, HoleValue>>, options?: ErrorOptions) {
    const { says, next, exit } = errorCatalogue[code]
    super(`${code}: ${says.en}`, options)
    this.name = 'BreakwaterError'
    this.code = code
    this.says = message<string>(says, args)
    this.next = next
    this.exit = exit
  }
}
